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
 */
public record Settings(
        int version,
        List<GatewayProfile> gateways,
        @Nullable WindowPlace window,
        Map<String, String> view) {
    /** The version that this console writes. */
    public static final int VERSION = 1;

    /** The settings of a first start. */
    public static final Settings FIRST = new Settings(VERSION, List.of(), null, Map.of());

    /** Keeps its own copies; what an older file lacks is empty. */
    public Settings {
        gateways = gateways == null ? List.of() : List.copyOf(gateways);
        view = view == null ? Map.of() : Map.copyOf(view);
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
        return new Settings(version, other, window, view);
    }

    /** With the window elsewhere. */
    public Settings withWindow(WindowPlace other) {
        return new Settings(version, gateways, other, view);
    }

    /** With one small choice more; an empty value forgets it. */
    public Settings withView(String name, String value) {
        Map<String, String> other = new HashMap<>(view);
        if (value.isEmpty()) {
            other.remove(name);
        } else {
            other.put(name, value);
        }
        return new Settings(version, gateways, window, other);
    }
}
