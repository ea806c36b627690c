package dev.gatehouse.console;

import dev.gatehouse.gateway.GatewayProfile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the console remembers for the operator. Holds no secret.
 *
 * @param version of this form
 * @param gateways the gateways it connects to
 * @param window where the window was, or null at first
 * @param view small choices of the screens (filter, sort order) by name
 * @param approvals what approvals need, by the id of the gateway; one click where it says nothing
 */
public record Settings(
        int version,
        List<GatewayProfile> gateways,
        @Nullable WindowPlace window,
        Map<String, String> view,
        Map<String, ApprovalPolicy> approvals) {
    /** Name of the choice in {@link #view}; the other way round, as what is not there is the choice of a first start. */
    private static final String STAYS_UNFOCUSED = "pair.stays-unfocused";

    private static final String YES = "yes";

    /** The version that this console writes. */
    public static final int VERSION = 1;

    /** The settings of a first start. */
    public static final Settings FIRST = new Settings(VERSION, List.of(), null, Map.of(), Map.of());

    /** Keeps its own copies; what an older file lacks is empty. */
    public Settings {
        gateways = gateways == null ? List.of() : List.copyOf(gateways);
        view = view == null ? Map.of() : Map.copyOf(view);
        approvals = approvals == null ? Map.of() : Map.copyOf(approvals);
    }

    /**
     * Where a window was, in screen units.
     *
     * @param x left edge
     * @param y top edge
     * @param width width
     * @param height height
     * @param maximized whether it filled the screen
     */
    public record WindowPlace(double x, double y, double width, double height, boolean maximized) {}

    /** With other gateways. */
    public Settings withGateways(List<GatewayProfile> other) {
        return new Settings(version, other, window, view, approvals);
    }

    /** Without the gateway of that id, and without what was set for it. */
    Settings without(String gateway) {
        return withGateways(gateways.stream()
                        .filter(one -> !one.id().equals(gateway))
                        .toList())
                .withApproval(gateway, ApprovalPolicy.ONE_CLICK);
    }

    /** What approvals need at the gateway of that id. */
    public ApprovalPolicy approval(String gateway) {
        return approvals.getOrDefault(gateway, ApprovalPolicy.ONE_CLICK);
    }

    /** With another policy at the gateway of that id. */
    Settings withApproval(String gateway, ApprovalPolicy policy) {
        Map<String, ApprovalPolicy> other = new HashMap<>(approvals);
        if (policy == ApprovalPolicy.ONE_CLICK) {
            other.remove(gateway);
        } else {
            other.put(gateway, policy);
        }
        return new Settings(version, gateways, window, view, other);
    }

    /** With the window elsewhere. */
    public Settings withWindow(WindowPlace other) {
        return new Settings(version, gateways, other, view, approvals);
    }

    /** With one small choice more; an empty value forgets it. */
    public Settings withView(String name, String value) {
        Map<String, String> other = new HashMap<>(view);
        if (value.isEmpty()) {
            other.remove(name);
        } else {
            other.put(name, value);
        }
        return new Settings(version, gateways, window, other, approvals);
    }

    /** Whether codes and PINs are hidden when the window loses the focus, on every screen. */
    public boolean hidesUnfocused() {
        return !YES.equals(view.get(STAYS_UNFOCUSED));
    }

    /** With another choice about that. */
    public Settings withHidesUnfocused(boolean hides) {
        return withView(STAYS_UNFOCUSED, hides ? "" : YES);
    }
}
