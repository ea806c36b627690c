package dev.gatehouse;

import dev.gatehouse.console.Words;
import dev.gatehouse.gateway.Catalogue;
import dev.gatehouse.gateway.Environment;
import dev.gatehouse.gateway.Gateway;
import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.GatewayProfile;
import dev.gatehouse.gateway.Listed;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.SecretStore;
import dev.gatehouse.gateway.Snapshot;
import dev.gatehouse.pairing.Access;
import dev.gatehouse.pairing.PairingRequest;
import dev.gatehouse.pairing.Right;
import dev.gatehouse.pairing.TimeLeft;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What the Requests screen would show, as text or for programs. Reads each gateway once and writes nothing anywhere. */
final class Listing {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /** A request as other programs read it; times are ISO-8601, {@code expiresAbout} if the product does not tell when it
     * ends, codes are left out. */
    private record Item(
            String id,
            String gateway,
            String kind,
            String subject,
            String name,
            String channel,
            String account,
            List<String> access,
            Instant requestedAt,
            @Nullable Instant expiresAt,
            boolean expiresAbout,
            String state) {}

    private record Read(List<Item> items, List<Problem> problems) {}

    private final Catalogue catalogue;
    private final SecretStore secrets;
    private final Environment environment;
    private final Words words;

    Listing(Catalogue catalogue, SecretStore secrets, Environment environment, Words words) {
        this.catalogue = catalogue;
        this.secrets = secrets;
        this.environment = environment;
        this.words = words;
    }

    /**
     * Prints what is pending at {@code profiles}, the soonest to end first, and each problem in a line of its own.
     *
     * @return whether there was no problem
     */
    boolean print(List<GatewayProfile> profiles, boolean json, PrintStream out, PrintStream err)
            throws InterruptedException {
        List<Item> items = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        ExecutorService threads = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("list ", 0).factory());
        try {
            List<Future<Read>> reads = profiles.stream()
                    .map(profile -> threads.submit(() -> read(profile)))
                    .toList();
            for (int i = 0; i < reads.size(); i++) {
                Read read = await(reads.get(i));
                items.addAll(read.items());
                for (Problem problem : read.problems()) {
                    problems.add(profiles.get(i).name() + ": " + words.line(problem));
                }
            }
        } finally {
            // Not awaited: what hangs is left behind.
            threads.shutdownNow();
        }
        items.sort(Comparator.comparing(Item::expiresAt, Comparator.nullsLast(Comparator.naturalOrder())));
        if (json) {
            out.println(items.isEmpty() ? "[]" : JSON.writeValueAsString(items));
        } else {
            text(items, out);
        }
        problems.forEach(err::println);
        return problems.isEmpty();
    }

    private Read read(GatewayProfile profile) {
        try (Gateway gateway = catalogue.product(profile.product()).connect(profile, secrets, environment)) {
            Snapshot snapshot = gateway.read();
            return new Read(
                    snapshot.requests().stream()
                            .map(Listed::what)
                            .map(request -> item(profile, request))
                            .toList(),
                    snapshot.troubles().stream().map(Snapshot.Trouble::problem).toList());
        } catch (GatewayException e) {
            return new Read(List.of(), List.of(e.problem()));
        }
    }

    private static Read await(Future<Read> reading) throws InterruptedException {
        try {
            return reading.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            reading.cancel(true);
            return new Read(List.of(), List.of(new Problem.TimedOut(LIMIT)));
        } catch (ExecutionException e) {
            return new Read(List.of(), List.of(new Problem.Bug(String.valueOf(e.getCause()))));
        }
    }

    private static Item item(GatewayProfile profile, PairingRequest request) {
        return new Item(
                request.id(),
                profile.name(),
                request.key().kind().word(),
                request.key().subject(),
                request.name().text(),
                request.key().channel(),
                request.key().account(),
                request.access().rights().stream().map(Listing::access).toList(),
                request.requestedAt(),
                request.expiresAt(),
                !Objects.equals(request.expiresAt(), request.endsAt()),
                "pending");
    }

    private static String access(Right right) {
        if (Access.DIRECT_MESSAGES.rights().contains(right)) {
            return right.name();
        }
        return right.type() == Right.Type.SCOPE
                ? right.name()
                : right.type().name().toLowerCase(Locale.ROOT) + ":" + right.name();
    }

    private void text(List<Item> items, PrintStream out) {
        if (items.isEmpty()) {
            out.println(words.say("list.empty"));
            return;
        }
        Instant now = environment.clock().instant();
        List<String[]> rows = new ArrayList<>();
        rows.add(new String[] {
            words.say("list.kind"),
            words.say("list.who"),
            words.say("list.id"),
            words.say("list.gateway"),
            words.say("list.door"),
            words.say("list.access"),
            words.say("list.left")
        });
        items.forEach(item -> rows.add(row(item, now)));
        int[] widths = new int[rows.getFirst().length];
        rows.forEach(row -> {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row[i].codePointCount(0, row[i].length()));
            }
        });
        rows.forEach(row -> {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                line.append(row[i]).append(" ".repeat(widths[i] - row[i].codePointCount(0, row[i].length()) + 2));
            }
            out.println(line.toString().stripTrailing());
        });
    }

    private String[] row(Item item, Instant now) {
        String door = item.channel().isEmpty() ? "-" : (item.channel() + " " + item.account()).strip();
        return new String[] {
            item.kind(),
            item.name().isEmpty() ? "-" : item.name(),
            item.subject(),
            item.gateway(),
            door,
            String.join(" ", item.access()),
            (item.expiresAbout() ? "~" : "") + left(item.expiresAt(), now)
        };
    }

    private String left(@Nullable Instant end, Instant now) {
        return switch (TimeLeft.until(end, now)) {
            case TimeLeft.Endless ignored -> words.say("list.endless");
            case TimeLeft.Minutes(long minutes) -> words.say("list.minutes", minutes);
            case TimeLeft.Seconds(long seconds) -> "%d:%02d".formatted(seconds / 60, seconds % 60);
            case TimeLeft.Expired ignored -> words.say("list.expired");
        };
    }
}
