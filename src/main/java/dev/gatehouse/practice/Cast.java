package dev.gatehouse.practice;

import dev.gatehouse.practice.Asker.Device;
import dev.gatehouse.practice.Asker.Node;
import dev.gatehouse.practice.Asker.Person;
import dev.gatehouse.practice.Asker.Temper;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Who plays at the practice gateway. Telephone numbers are of the ranges that regulators keep for fiction, addresses of
 * those kept for documentation (RFC 5737).
 *
 * @param crowd those who ask, in the order in which they come first
 * @param insiders devices that are in from the start
 * @param phone who scans a code that the operator shows
 * @param guest who sends a code that the operator tells
 */
record Cast(List<Asker> crowd, List<Device> insiders, Device phone, Person guest) {
    private static final List<String> READ_WRITE = List.of("operator.read", "operator.write");

    /** Keeps its own copies. */
    Cast {
        crowd = List.copyOf(crowd);
        insiders = List.copyOf(insiders);
    }

    /** The cast; {@code random} makes the devices' keys. */
    static Cast of(Random random) {
        Device laptop = device(random, "Jonas laptop", "macos", "Mac", "openclaw-macos", "operator", READ_WRITE, 10);
        Device server = device(random, "Build server", "linux", "Linux", "node-host", "node", List.of(), 20);
        Device pi = device(random, "Garage Pi", "linux", "Linux", "node-host", "node", List.of(), 31);
        // The second letter is Cyrillic: it looks like the laptop that is in, and wants more.
        Device impostor = device(
                random,
                "J\u043Enas laptop",
                "linux",
                "Linux",
                "cli",
                "operator",
                List.of("operator.admin", "operator.read", "operator.write"),
                66);
        Device phone = device(
                        random, "Pixel of Lena", "android", "Android", "openclaw-android", "operator", READ_WRITE, 42)
                .with(Temper.waiting(Duration.ofSeconds(40), 1));
        Device tablet = device(
                random, "Kitchen tablet", "ios", "iPad", "openclaw-ios", "operator", List.of("operator.read"), 43);
        return new Cast(
                List.of(
                        // All three places of one account are taken.
                        telegram("work", "7013345521", "priya_raman", "Priya", "Raman", waiting(12, 3)),
                        // Turned round by the text direction, the name reads as another one.
                        telegram("work", "6940027718", "help_desk_3", "Bot \u202Etroppus", "", waiting(4, 2)),
                        telegram("work", "5108846203", "oskarlind", "Oskar", "Lind", waiting(31, 1)),
                        telegram(
                                "default",
                                "6322190874",
                                "vk_trader",
                                "Viktor",
                                "K.",
                                new Temper(Duration.ofMinutes(2), 6, true)),
                        // Nearly over: a newcomer sees the seconds run out.
                        new Person(
                                "discord",
                                "default",
                                "284510393312870400",
                                Map.of("tag", "quietfox", "name", "Quiet Fox"),
                                Temper.waiting(Duration.ofMinutes(58).plusSeconds(20), 0)),
                        phone,
                        new Node(
                                server,
                                List.of("system"),
                                List.of("system.run", "system.which"),
                                Temper.waiting(Duration.ofSeconds(75), 1)),
                        impostor,
                        new Person("whatsapp", "default", "+15550100142", Map.of("name", "Lena Okafor"), Temper.LATER),
                        telegram("default", "5877013346", "mira_h", "Mira", "Hoffmann", Temper.LATER),
                        pi,
                        new Node(
                                pi,
                                List.of("camera", "location"),
                                List.of("camera.snap", "location.get"),
                                Temper.LATER),
                        new Person("signal", "default", "+447700900317", Map.of("name", "Sam Doyle"), Temper.LATER),
                        tablet,
                        new Person(
                                "signal",
                                "default",
                                "uuid:6f1d8a52-3b0e-4c1f-9a77-0d2f5f6f1c11",
                                Map.of(),
                                Temper.LATER),
                        new Person(
                                "discord",
                                "default",
                                "611402295510630400",
                                Map.of("tag", "nadia.codes", "name", "Nadia"),
                                Temper.LATER),
                        new Person("whatsapp", "default", "+15550100177", Map.of("name", "Tomás Rivera"), Temper.LATER),
                        telegram("work", "7205513390", "deliveries", "Courier", "", Temper.LATER)),
                List.of(laptop, server),
                device(random, "Practice phone", "ios", "iPhone", "openclaw-ios", "operator", READ_WRITE, 77),
                telegram("default", "5550100199", "practice_person", "Practice person", "", Temper.LATER));
    }

    private static Temper waiting(long minutes, int retries) {
        return Temper.waiting(Duration.ofMinutes(minutes), retries);
    }

    private static Person telegram(
            String account, String id, String username, String firstName, String lastName, Temper temper) {
        return new Person(
                "telegram",
                account,
                id,
                Map.of("username", username, "firstName", firstName, "lastName", lastName),
                temper);
    }

    private static Device device(
            Random random,
            String name,
            String platform,
            String family,
            String client,
            String role,
            List<String> scopes,
            int host) {
        return new Device(
                DeviceIdentity.from(random),
                name,
                platform,
                family,
                client,
                client.equals("cli") ? "cli" : role.equals("node") ? "node" : "ui",
                role,
                scopes,
                "192.0.2." + host,
                Temper.LATER);
    }
}
