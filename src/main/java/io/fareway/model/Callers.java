package io.fareway.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All named callers. A key is known by its SHA-256 hash only: who can read the settings or the memory of the gateway
 * learns no key, and a look-up by hash takes as long for a nearly right key as for any other.
 *
 * @param all in the order of the file
 * @param byKeyHash callers by the hash of each of their keys, see {@link #hash}
 * @param teamLimits what the callers of a team may ask for together, by team
 * @param localWithoutKey whether callers on this machine need no key; empty = only while nobody has one
 */
public record Callers(
        List<Caller> all,
        Map<String, Caller> byKeyHash,
        Map<String, RateLimits> teamLimits,
        Optional<Boolean> localWithoutKey) {

    /** Nobody has a name. */
    public static final Callers NONE = new Callers(List.of(), Map.of(), Map.of(), Optional.empty());

    public Callers {
        all = List.copyOf(all);
        byKeyHash = Map.copyOf(byKeyHash);
        teamLimits = Map.copyOf(teamLimits);
    }

    /** Whose key this is; empty for nobody's. */
    public Optional<Caller> holderOf(String key) {
        return byKeyHash.isEmpty() ? Optional.empty() : Optional.ofNullable(byKeyHash.get(hash(key)));
    }

    /** The caller of that name. */
    public Optional<Caller> named(String name) {
        return all.stream().filter(caller -> caller.name().equals(name)).findFirst();
    }

    /** What the callers of a team may ask for together. */
    public RateLimits limitsOf(String team) {
        return teamLimits.getOrDefault(team, RateLimits.NONE);
    }

    /** SHA-256 of a key in UTF-8, as 64 lower-case hexadecimal digits: what {@code sha256sum} prints. */
    public static String hash(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
