package dev.gatehouse.gateway;

import dev.gatehouse.pairing.Grant;
import dev.gatehouse.pairing.IssuedCode;
import dev.gatehouse.pairing.Kind;
import dev.gatehouse.pairing.PairingRequest;
import dev.gatehouse.pairing.Phrase;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What a gateway has at one moment.
 *
 * @param takenAt when the reading of it ended, gateway time
 * @param requests what is pending and not yet expired; one a key, the newest where the product holds several
 * @param grants who is in
 * @param quotas places for pending requests, where they are limited
 * @param policies which doors are open at all
 * @param troubles what could not be read; what came from there before still stands, but is stale
 * @param notes what the operator should know of the gateway besides; no row is stale for it
 * @param unseen the kinds whose grants cannot be listed by the ways there are, and which way could
 * @param codes what operators have made for somebody to redeem: open ones, and used ones as far as the product tells
 * @param offers the codes that can be made
 * @param settings what can be set about pairing
 * @param quiet what to check first when nothing is pending
 */
public record Snapshot(
        Instant takenAt,
        List<Listed<PairingRequest>> requests,
        List<Listed<Grant>> grants,
        List<Quota> quotas,
        List<DoorPolicy> policies,
        List<Trouble> troubles,
        List<Problem> notes,
        Map<Kind, Phrase> unseen,
        List<Listed<IssuedCode>> codes,
        List<CodeOffer> offers,
        List<Setting> settings,
        List<Phrase> quiet) {

    /** Keeps its own copies. */
    public Snapshot {
        requests = List.copyOf(requests);
        grants = List.copyOf(grants);
        quotas = List.copyOf(quotas);
        policies = List.copyOf(policies);
        troubles = List.copyOf(troubles);
        notes = List.copyOf(notes);
        unseen = Map.copyOf(unseen);
        codes = List.copyOf(codes);
        offers = List.copyOf(offers);
        settings = List.copyOf(settings);
        quiet = List.copyOf(quiet);
    }

    /** Of a gateway that makes no codes for operators and has nothing to set. */
    public Snapshot(
            Instant takenAt,
            List<Listed<PairingRequest>> requests,
            List<Listed<Grant>> grants,
            List<Quota> quotas,
            List<DoorPolicy> policies,
            List<Trouble> troubles,
            List<Problem> notes,
            Map<Kind, Phrase> unseen) {
        this(
                takenAt, requests, grants, quotas, policies, troubles, notes, unseen, List.of(), List.of(), List.of(),
                List.of());
    }

    /** Without notes, and with every grant in sight. */
    public Snapshot(
            Instant takenAt,
            List<Listed<PairingRequest>> requests,
            List<Listed<Grant>> grants,
            List<Quota> quotas,
            List<DoorPolicy> policies,
            List<Trouble> troubles) {
        this(takenAt, requests, grants, quotas, policies, troubles, List.of(), Map.of());
    }

    /** The same, with these codes. */
    public Snapshot withCodes(List<Listed<IssuedCode>> newCodes, List<CodeOffer> newOffers) {
        return new Snapshot(
                takenAt, requests, grants, quotas, policies, troubles, notes, unseen, newCodes, newOffers, settings,
                quiet);
    }

    /** The same, with these settings. */
    public Snapshot withSettings(List<Setting> newSettings) {
        return new Snapshot(
                takenAt,
                requests,
                grants,
                quotas,
                policies,
                troubles,
                notes,
                unseen,
                codes,
                offers,
                newSettings,
                quiet);
    }

    /** The same, with this to check first when nothing is pending. */
    public Snapshot withQuiet(List<Phrase> newQuiet) {
        return new Snapshot(
                takenAt, requests, grants, quotas, policies, troubles, notes, unseen, codes, offers, settings,
                newQuiet);
    }

    /** The same, with these notes. */
    public Snapshot withNotes(List<Problem> newNotes) {
        return new Snapshot(
                takenAt, requests, grants, quotas, policies, troubles, newNotes, unseen, codes, offers, settings,
                quiet);
    }

    /** The same, with grants of these kinds out of sight. */
    public Snapshot withUnseen(Map<Kind, Phrase> newUnseen) {
        return new Snapshot(
                takenAt, requests, grants, quotas, policies, troubles, notes, newUnseen, codes, offers, settings,
                quiet);
    }

    /**
     * How many strangers may wait at one door.
     *
     * @param channel the channel
     * @param account the account, or empty where all accounts of the channel share the places
     * @param taken places taken
     * @param places places in all; further strangers get no answer
     */
    public record Quota(String channel, String account, int taken, int places) {
        /** Whether the next stranger is ignored. */
        public boolean full() {
            return taken >= places;
        }
    }

    /**
     * What a gateway does with a stranger at one door.
     *
     * @param channel the channel
     * @param account the account
     * @param mode what happens
     * @param place the setting that says so, or empty where it is the product's default
     */
    public record DoorPolicy(String channel, String account, Mode mode, String place) {
        /** What can happen to a stranger. */
        public enum Mode {
            /** Is given a code and waits for the operator. */
            PAIRING,
            /** Is ignored unless on a list in the config; nothing will be pending. */
            ALLOWLIST,
            /** Is let in; nothing will be pending. */
            OPEN,
            /** Is ignored, like everybody; nothing will be pending. */
            DISABLED
        }
    }

    /**
     * A part that could not be read.
     *
     * @param source the {@link Listed#source()} it speaks of, or a folder in which such sources are; empty for all that
     *     the gateway keeps
     * @param problem what is wrong with it
     */
    public record Trouble(String source, Problem problem) {
        /** Whether it speaks of {@code listed}, a {@link Listed#source()}: of that itself, or of a folder it is in. */
        public boolean concerns(String listed) {
            return source.isEmpty()
                    || listed.equals(source)
                    || listed.startsWith(source.endsWith("/") ? source : source + "/");
        }
    }
}
