package dev.gatehouse.gateway.clasp;

import dev.gatehouse.gateway.GatewayException;
import dev.gatehouse.gateway.Listed;
import dev.gatehouse.gateway.Problem;
import dev.gatehouse.gateway.Receipt;
import dev.gatehouse.gateway.Route;
import dev.gatehouse.gateway.Secret;
import dev.gatehouse.gateway.StoreProblems;
import dev.gatehouse.io.AtomicFile;
import dev.gatehouse.io.FileFault;
import dev.gatehouse.pairing.Client;
import dev.gatehouse.pairing.DeviceGrant;
import dev.gatehouse.pairing.Grant;
import dev.gatehouse.pairing.Kind;
import dev.gatehouse.pairing.Name;
import dev.gatehouse.pairing.Origin;
import dev.gatehouse.pairing.Phrase;
import dev.gatehouse.pairing.Presence;
import dev.gatehouse.pairing.SubjectKey;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A router's token file, which it reads at its start alone. Its tokens stand in clear: that is the product's format. */
final class TokenFileEnforcement implements Enforcement {
    private static final int ATTEMPTS = 3;

    private final String profile;
    private final AtomicFile file;
    private final SecureRandom random;
    private volatile boolean changed;

    TokenFileEnforcement(String profile, Path path, SecureRandom random) {
        this.profile = profile;
        this.file = new AtomicFile(path);
        this.random = random;
    }

    @Override
    public String place() {
        return file.path().toString();
    }

    @Override
    public Route.Type way() {
        return Route.Type.STORE;
    }

    @Override
    public Phrase words() {
        return Phrase.of("clasp.enforced.token-file", place());
    }

    @Override
    public @Nullable Phrase obstacle() {
        return null;
    }

    @Override
    public boolean ownKeys() {
        return false;
    }

    @Override
    public Roll read() throws GatewayException {
        try {
            AtomicFile.Content content = file.read();
            List<Problem> notes = new ArrayList<>();
            if (!content.exists()) {
                notes.add(new Problem.Missing(place()));
            }
            List<Listed<Grant>> grants = new ArrayList<>();
            List<TokenLines.Row> rows = TokenLines.parse(content.bytes()).rows();
            for (TokenLines.Row row : rows) {
                grants.add(new Listed<>(grant(row), place(), Map.of()));
            }
            if (rows.stream().anyMatch(row -> !row.readable())) {
                notes.add(note("clasp.note.bad-scope"));
            }
            if (content.exists() && rows.isEmpty()) {
                notes.add(note("clasp.note.no-token"));
            }
            if (changed) {
                notes.add(note("clasp.note.restart"));
            }
            return new Roll(grants, notes);
        } catch (IOException e) {
            throw StoreProblems.exception(e, file.path());
        }
    }

    private static Problem note(String key) {
        return new Problem.Particular(Phrase.of(key), Phrase.of(key + ".remedy"), null);
    }

    private DeviceGrant grant(TokenLines.Row row) {
        DeviceGrant grant = new DeviceGrant(
                new SubjectKey(profile, "", "", row.id()),
                "",
                Name.of(row.name()),
                Kind.CLIENT,
                row.permissions().access(),
                List.of(),
                Client.UNKNOWN,
                List.of(new Origin(Origin.Type.STORE, place())),
                row.at(),
                null,
                Presence.UNKNOWN,
                row.via());
        return row.expiresAt() == null ? grant : grant.withEnd(row.expiresAt());
    }

    @Override
    public Admitted admit(Admission admission) throws GatewayException {
        if (admission.permissions().scopes().isEmpty()) {
            throw new GatewayException(note("clasp.no-scope"));
        }
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        Secret token = new Secret("cpsk_" + HexFormat.of().formatHex(bytes));
        Waiting waiting = admission.waiting();
        edit(lines -> {
            TokenLines kept = lines;
            for (TokenLines.Row row : lines.rows().reversed()) {
                kept = row.id().equals(waiting.entity()) ? kept.without(row) : kept;
            }
            return kept.with(
                    waiting.entity(),
                    waiting.name().text(),
                    token.value(),
                    admission.permissions(),
                    admission.via(),
                    admission.at(),
                    admission.expiresAt());
        });
        return new Admitted(
                token,
                new Receipt(
                        Phrase.of("clasp.receipt.written"),
                        List.of(place()),
                        List.of(
                                Phrase.of("clasp.remark.restart"),
                                Phrase.of("clasp.remark.clear-text"),
                                Phrase.of("clasp.remark.write-reads"),
                                Phrase.of("clasp.remark.token-once"))));
    }

    @Override
    public Receipt expel(DeviceGrant shown) throws GatewayException {
        edit(lines -> {
            List<TokenLines.Row> own = lines.rows().stream()
                    .filter(row -> row.id().equals(shown.key().subject()))
                    .toList();
            boolean same = own.stream()
                    .map(this::grant)
                    .anyMatch(now ->
                            now.access().equals(shown.access()) && now.name().equals(shown.name()));
            if (!same) {
                throw new GatewayException(new Problem.GrantChanged());
            }
            TokenLines left = lines;
            for (TokenLines.Row row : own.reversed()) {
                left = left.without(row);
            }
            return left;
        });
        return new Receipt(
                Phrase.of("clasp.receipt.removed"),
                List.of(place()),
                List.of(Phrase.of("clasp.remark.restart-revoked")));
    }

    /** What becomes of the lines. */
    private interface Edit {
        TokenLines apply(TokenLines lines) throws GatewayException;
    }

    private void edit(Edit edit) throws GatewayException {
        try {
            for (int attempt = 1; ; attempt++) {
                AtomicFile.Content content = file.read();
                TokenLines next = edit.apply(TokenLines.parse(content.bytes()));
                try {
                    file.replace(content, next.bytes(), () -> {});
                    changed = true;
                    return;
                } catch (FileFault.Changed e) {
                    if (attempt == ATTEMPTS) {
                        throw e;
                    }
                }
            }
        } catch (IOException e) {
            throw StoreProblems.exception(e, file.path());
        }
    }
}
