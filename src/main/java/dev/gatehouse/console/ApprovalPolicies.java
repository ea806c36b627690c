package dev.gatehouse.console;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** The policy of each gateway, kept in the settings with it; that of a gateway for this run only ends with the console. */
public final class ApprovalPolicies {
    private final SettingsFile settings;
    private final Map<String, ApprovalPolicy> ofThisRun = new ConcurrentHashMap<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    ApprovalPolicies(SettingsFile settings) {
        this.settings = settings;
    }

    /** The policy at the gateway of that profile. */
    public ApprovalPolicy of(String profile) {
        ApprovalPolicy own = ofThisRun.get(profile);
        return own == null ? settings.get().approval(profile) : own;
    }

    /** Sets it, from now on. */
    public void set(String profile, ApprovalPolicy policy) {
        boolean kept =
                settings.get().gateways().stream().anyMatch(one -> one.id().equals(profile));
        if (kept) {
            settings.change(now -> now.withApproval(profile, policy));
        } else {
            ofThisRun.put(profile, policy);
        }
        listeners.forEach(Runnable::run);
    }

    /** Calls {@code changed} whenever one was set, on the thread that set it. */
    public Subscription subscribe(Runnable changed) {
        listeners.add(changed);
        return () -> listeners.remove(changed);
    }
}
