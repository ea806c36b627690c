package dev.gatehouse.bench;

import dev.gatehouse.interop.RealGateway;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * What is measured against the real product: how soon who asks is on screen, how soon a click is confirmed, and how long
 * the product's own command takes for the same on the same computer. Where the product is not to be had, the table says so.
 */
final class AtGateway {
    private static final String DEVICE = "real gateway: event about a device -> row on screen";
    private static final String DEVICE_SENT = "real gateway: device sends its frame -> row on screen";
    private static final String DEVICE_CLICK = "real gateway: device approved, click -> confirmed on screen";
    private static final String PERSON = "real gateway: message committed -> row on screen";
    private static final String PERSON_CLICK = "real gateway: person approved, click -> confirmed on screen";

    /** Who waits all the time, before and after all others. */
    private static final String FIRST = "Firstx";

    private static final String LAST = "Lastx";

    private final Results results;
    private final Path folder;
    private final int count;
    private final int warm;
    private final int commands;
    private final Random random = new Random(1);
    private final Round devices = new Round();
    private final Round people = new Round();
    private final List<Double> listDevices = new ArrayList<>();
    private final List<Double> listPeople = new ArrayList<>();
    private final List<Double> approve = new ArrayList<>();
    private String why = "the measurement was cut off";

    /** To be measured on a gateway in {@code folder}; {@code quick} with a few samples. */
    AtGateway(Results results, Path folder, boolean quick) {
        this.results = results;
        this.folder = folder;
        this.count = quick ? 12 : 200;
        this.warm = quick ? 3 : 20;
        this.commands = quick ? 2 : 7;
    }

    /** Starts the console on a state folder. */
    interface Start {
        App on(Path folder) throws IOException;
    }

    /** The samples of one kind of request. */
    private record Round(List<Double> shown, List<Double> before, List<Double> clicked) {
        Round() {
            this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }
    }

    /** Measures, and adds what came of it or why nothing did. */
    void measure(Start console) throws IOException, InterruptedException {
        try (RealGateway gateway = RealGateway.start(folder)) {
            results.condition("The real gateway is " + gateway.name());
            // Somebody waits, so that there is a first list.
            gateway.person(FIRST);
            requests(console, gateway);
            commands(gateway);
        } catch (RealGateway.Unavailable e) {
            why = String.valueOf(e.getMessage());
        } finally {
            report();
        }
    }

    private void requests(Start console, RealGateway gateway)
            throws IOException, InterruptedException, RealGateway.Unavailable {
        try (App app = console.on(gateway.folder())) {
            app.shown();
            for (int number = -warm; number < count; number++) {
                device(app, gateway, "Device" + (number + warm) + "x", number < 0 ? new Round() : devices);
            }
            for (int number = -warm; number < count; number++) {
                person(app, gateway, "Person" + (number + warm) + "x", number < 0 ? new Round() : people);
            }
        }
    }

    private void commands(RealGateway gateway) throws IOException, InterruptedException, RealGateway.Unavailable {
        gateway.device(LAST);
        for (int number = 0; number < commands; number++) {
            listDevices.add(gateway.command(LAST, "devices", "list", "--json") / 1e6);
        }
        for (int number = 0; number < commands; number++) {
            listPeople.add(gateway.command(FIRST, "pairing", "list", "telegram", "--json") / 1e6);
        }
        for (int number = 0; number < commands; number++) {
            String code = gateway.person("Command" + number + "x").code();
            int before = gateway.letIn();
            double time = gateway.command("", "pairing", "approve", "telegram", code) / 1e6;
            if (gateway.letIn() == before) {
                why = "the product's command approved nobody";
                return;
            }
            approve.add(time);
        }
    }

    private void report() {
        add(DEVICE, 50.0, 150.0, devices.shown(), "counted at a second connection");
        add(DEVICE_SENT, null, null, devices.before(), "with the gateway's own part");
        add(DEVICE_CLICK, 100.0, null, devices.clicked(), "");
        add(PERSON, 50.0, 150.0, people.shown(), fromTheCall(people));
        add(PERSON_CLICK, 100.0, null, people.clicked(), "");
        command("openclaw devices list --json", listDevices, devices.shown(), DEVICE);
        command("openclaw pairing list telegram --json", listPeople, people.shown(), PERSON);
        command("openclaw pairing approve telegram CODE", approve, people.clicked(), PERSON_CLICK);
    }

    private void device(App app, RealGateway gateway, String name, Round round)
            throws IOException, InterruptedException, RealGateway.Unavailable {
        app.tell("expect " + name);
        RealGateway.Knock knock = gateway.device(name);
        long seen = seen(app);
        round.shown().add((seen - knock.told()) / 1e6);
        round.before().add((seen - knock.sent()) / 1e6);
        click(app, name, round);
    }

    private void person(App app, RealGateway gateway, String name, Round round)
            throws IOException, InterruptedException, RealGateway.Unavailable {
        app.tell("expect " + name);
        RealGateway.Message message = gateway.person(name);
        long seen = seen(app);
        round.shown().add((seen - message.written()) / 1e6);
        round.before().add((seen - message.asked()) / 1e6);
        // No more than three may wait at one account.
        click(app, name, round);
    }

    private static long seen(App app) throws IOException {
        return Long.parseLong(app.tell("seen").getLast().substring("seen ".length()));
    }

    private void click(App app, String name, Round round) throws IOException {
        round.clicked()
                .addAll(Bench.samples(app.tell("click " + name), "click", 1).values());
        LockSupport.parkNanos(Duration.ofMillis(random.nextLong(40, 160)).toNanos());
    }

    private static String fromTheCall(Round people) {
        return people.before().isEmpty()
                ? ""
                : "%s ms from before the product's own call"
                        .formatted(Budget.number(new Samples(people.before()).median()));
    }

    private void add(String what, @Nullable Double p50, @Nullable Double p99, List<Double> values, String remark) {
        if (values.isEmpty()) {
            results.add(Budget.missing(what, "ms", p50, why));
        } else {
            results.add(what, "ms", p50, p99, new Samples(values), remark);
        }
    }

    /** The product's own command, and how many times as long it takes as what Gatehouse does instead. */
    private void command(String line, List<Double> values, List<Double> ours, String instead) {
        if (values.isEmpty() || ours.isEmpty()) {
            results.add(Budget.missing(line, "ms", null, why));
        } else {
            double time = new Samples(values).median();
            results.add(new Budget(
                    line,
                    "ms",
                    null,
                    time,
                    "median of %d; %.0f times as long as \"%s\""
                            .formatted(values.size(), time / new Samples(ours).median(), instead)));
        }
    }
}
