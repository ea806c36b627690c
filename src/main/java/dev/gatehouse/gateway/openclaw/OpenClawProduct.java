package dev.gatehouse.gateway.openclaw;

/** OpenClaw, by its credential store of JSON files (up to 2026.7). */
public final class OpenClawProduct extends StoreProduct {
    /** For the service loader. */
    public OpenClawProduct() {
        super(Dialect.OPENCLAW);
    }
}
