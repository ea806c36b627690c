package dev.gatehouse.gateway.clasp;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the operator has laid down for whoever asks, one rule a line: a rule turns away or narrows, it never lets in. The
 * page's {@code setPairingHandler}, as far as that can be said without code.
 *
 * <pre>
 * name contains unauthorized: reject Device name not allowed
 * name contains kitchen: read /kitchen/**, write /kitchen/lights/*
 * everybody: read /public/**
 * </pre>
 *
 * @param rules in order; all that apply do
 */
record PairingRules(List<Rule> rules) {
    /** No rule. */
    static final PairingRules NONE = new PairingRules(List.of());

    /** Everybody is turned away. */
    static final PairingRules NOBODY = new PairingRules(List.of(new Rule("", Optional.empty(), "")));

    /** The most rules. */
    private static final int MOST = 100;

    private static final Pattern LINE = Pattern.compile(
            "(?:(?<all>everybody)|name contains (?<text>[^:]+)):\\s*(?:reject(?:\\s+(?<reason>.+))?|(?<scopes>.+))",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    PairingRules {
        rules = List.copyOf(rules);
    }

    /**
     * One rule.
     *
     * @param text what the name contains, in lower case; empty for everybody
     * @param limit the most that is left to them, or empty to turn them away
     * @param reason what they are told then
     */
    private record Rule(String text, Optional<Permissions> limit, String reason) {
        boolean concerns(String name) {
            return text.isEmpty() || name.toLowerCase(Locale.ROOT).contains(text);
        }
    }

    /** What comes of the rules. */
    sealed interface Verdict {
        /**
         * They may wait.
         *
         * @param permissions what is left
         */
        record Wait(Permissions permissions) implements Verdict {}

        /**
         * They are turned away.
         *
         * @param reason what they are told
         */
        record Away(String reason) implements Verdict {}
    }

    /** A line that is no rule. */
    static final class NoRule extends Exception {
        private static final long serialVersionUID = 1L;

        private final int line;

        private NoRule(int line) {
            super("line " + line + " is no rule");
            this.line = line;
        }

        /** Which, from 1. */
        int line() {
            return line;
        }
    }

    /** Reads {@code lines}; blank ones and those that begin with # are none. */
    static PairingRules parse(String lines) throws NoRule {
        List<Rule> rules = new ArrayList<>();
        int number = 0;
        for (String raw : lines.lines().toList()) {
            number++;
            String line = raw.strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                rules.add(rule(line, number));
            }
            if (rules.size() > MOST) {
                throw new NoRule(number);
            }
        }
        return new PairingRules(rules);
    }

    private static Rule rule(String line, int number) throws NoRule {
        Matcher parts = LINE.matcher(line);
        if (!parts.matches()) {
            throw new NoRule(number);
        }
        String text = parts.group("all") != null
                ? ""
                : unquoted(parts.group("text").strip()).toLowerCase(Locale.ROOT);
        if (parts.group("all") == null && text.isBlank()) {
            throw new NoRule(number);
        }
        String scopes = parts.group("scopes");
        if (scopes == null) {
            String reason = parts.group("reason");
            return new Rule(text, Optional.empty(), reason == null ? "" : unquoted(reason.strip()));
        }
        return new Rule(text, Optional.of(limit(scopes, number)), "");
    }

    private static Permissions limit(String scopes, int number) throws NoRule {
        List<Scope> limit = new ArrayList<>();
        for (String word : scopes.split(",")) {
            String[] parts = word.strip().split("\\s+");
            Optional<Scope> scope = parts.length == 2 ? Scope.parse(parts[0] + ":" + parts[1]) : Optional.empty();
            limit.add(scope.orElseThrow(() -> new NoRule(number)));
        }
        return new Permissions(limit);
    }

    private static String unquoted(String text) {
        boolean quoted = text.length() > 1 && text.startsWith("\"") && text.endsWith("\"");
        return quoted ? text.substring(1, text.length() - 1) : text;
    }

    /** What comes of it for somebody called {@code name}, made safe, who would have {@code permissions}. */
    Verdict judge(String name, Permissions permissions) {
        Permissions left = permissions;
        for (Rule rule : rules) {
            if (rule.concerns(name)) {
                if (rule.limit().isEmpty()) {
                    return new Verdict.Away(rule.reason());
                }
                left = left.within(rule.limit().get());
            }
        }
        return new Verdict.Wait(left);
    }
}
