package dev.gatehouse.gateway.openclaw;

import dev.gatehouse.gateway.Feature;
import dev.gatehouse.gateway.Listed;
import dev.gatehouse.gateway.openclaw.FileNames.Door;
import dev.gatehouse.pairing.Grant;
import dev.gatehouse.pairing.Name;
import dev.gatehouse.pairing.Origin;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.pairing.SenderGrant;
import dev.gatehouse.pairing.SubjectKey;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Gathers who is let in by which files and settings: one grant a door and sender, with all that lets them in. */
final class SenderList {
    private final String profile;
    private final SenderIds ids;
    private final Map<SubjectKey, List<Origin>> senders = new LinkedHashMap<>();

    SenderList(String profile, SenderIds ids) {
        this.profile = profile;
        this.ids = ids;
    }

    /** Adds the {@code entries} of a store file. One without an account in its name is the default account's. */
    void addStored(Door door, List<String> entries, String file) {
        String account = door.account() == null ? FileNames.DEFAULT_ACCOUNT : door.account();
        for (String entry : entries) {
            // The product ignores a star in its store.
            if (!entry.strip().equals("*")) {
                add(door.channel(), account, entry, new Origin(Origin.Type.STORE, file));
            }
        }
    }

    /** Adds somebody whom the config lets in. */
    void addConfigured(Config.Allowed allowed) {
        add(allowed.channel(), allowed.account(), allowed.entry(), new Origin(Origin.Type.CONFIG, allowed.place()));
    }

    private void add(String channel, String account, String entry, Origin origin) {
        SubjectKey key = new SubjectKey(profile, channel, account, subject(ids, channel, entry));
        List<Origin> origins = senders.computeIfAbsent(key, _ -> new ArrayList<>());
        if (!origins.contains(origin)) {
            origins.add(origin);
        }
    }

    /** Whom {@code entry} of a list of {@code channel} means. */
    static String subject(SenderIds ids, String channel, String entry) {
        String subject = ids.read(channel, entry);
        return Plain.id(subject.isEmpty() ? entry.strip() : subject);
    }

    /** All of them; {@code absent} does not work with any. */
    List<Listed<Grant>> listed(Map<Feature, Phrase> absent) {
        List<Listed<Grant>> listed = new ArrayList<>();
        senders.forEach((key, origins) -> {
            SenderGrant grant = new SenderGrant(key, Name.NONE, origins, null, null);
            Map<Feature, Phrase> all = new EnumMap<>(Feature.class);
            if (grant.revocable().isEmpty()) {
                all.put(
                        Feature.REVOKE_SENDER,
                        Phrase.of(
                                "openclaw.absent.config-only",
                                origins.getFirst().place()));
            }
            all.putAll(absent);
            listed.add(new Listed<>(grant, source(origins.getFirst()), all));
        });
        return listed;
    }

    private static String source(Origin origin) {
        String place = origin.place();
        return origin.type() == Origin.Type.CONFIG ? place.substring(0, place.indexOf(": ")) : place;
    }
}
