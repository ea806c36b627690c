package dev.gatehouse.gateway.openclaw;

import dev.gatehouse.pairing.IssuedCode.State;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.pairing.SubjectKey;
import java.time.Instant;

/**
 * What the gateway tells of the use of a setup code (OpenClaw 2026.9.6, device.pair.setupStatus and
 * {@code device_pair_setup_completions}).
 *
 * @param id the gateway's own id of the code
 * @param device id of the device that used it
 * @param name what the device calls itself, made safe, may be empty
 * @param at when
 * @param certain whether the device has said that its token reached it
 */
record SetupUse(String id, String device, String name, Instant at, boolean certain) {
    /** Understands what the gateway keeps, with the {@code time} under that key. */
    static SetupUse of(Entry entry, String time, boolean certain) throws Entry.Bad {
        return new SetupUse(
                entry.needId("setupId", entry.need("setupId")),
                entry.needId("deviceId", entry.need("deviceId")),
                Plain.text(entry.text("deviceName")),
                entry.needMillis(time),
                certain);
    }

    /** What has become of the code. */
    State state(String profile) {
        SubjectKey by = new SubjectKey(profile, "", "", device);
        if (certain) {
            return new State.Used(by, name, at);
        }
        String who = name.isEmpty() ? Plain.id(device.substring(0, Math.min(12, device.length()))) : name;
        return new State.Uncertain(Phrase.of("openclaw.code.uncertain", who), by);
    }
}
