package dev.gatehouse.gateway.openclaw;

/** Fased, by its credential store of JSON files. */
public final class FasedProduct extends StoreProduct {
    /** For the service loader. */
    public FasedProduct() {
        super(Dialect.FASED);
    }
}
