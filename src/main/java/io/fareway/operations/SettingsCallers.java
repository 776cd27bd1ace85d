package io.fareway.operations;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.fareway.model.Caller;
import io.fareway.model.Callers;
import io.fareway.model.NearestName;
import io.fareway.model.RateLimits;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.springframework.core.env.PropertyResolver;

/** Reads {@code callers.yaml}. Problems: a key that is not there, too short, or held by two; a team
 * without callers; an unknown profile. */
final class SettingsCallers {

    /** Shorter keys can be guessed or tried out. */
    private static final int SHORTEST_KEY = 16;

    private final YamlFile file;
    private final PropertyResolver environment;
    private final Set<String> profiles;
    private final SettingsProblems problems;
    private final Map<String, Caller> byKeyHash = new LinkedHashMap<>();

    SettingsCallers(YamlFile file, PropertyResolver environment, Set<String> profiles, SettingsProblems problems) {
        this.profiles = profiles;
        this.file = file;
        this.environment = environment;
        this.problems = problems;
    }

    /** The callers; only right when no problem was added. */
    Callers read() {
        List<Caller> callers = new ArrayList<>();
        file.section("callers").properties().forEach(entry -> {
            Caller caller = caller(entry.getKey(), entry.getValue());
            callers.add(caller);
            checkProfile(caller);
            hold(caller, entry.getValue());
        });
        JsonNode local = file.section("local-without-key");
        return new Callers(
                callers,
                byKeyHash,
                teams(callers),
                local.isBoolean() ? Optional.of(local.booleanValue()) : Optional.empty());
    }

    private static Caller caller(String name, JsonNode entry) {
        return new Caller(
                name,
                entry.path("team").asText(),
                entry.path("user-tier").asText(),
                entry.path("profile").asText(),
                limits(entry.path("limits")));
    }

    private void checkProfile(Caller caller) {
        if (!caller.profile().isEmpty() && !profiles.contains(caller.profile())) {
            problems.add(
                    file,
                    YamlFile.at("callers", caller.name(), "profile"),
                    "unknown profile \"" + caller.profile() + "\"" + NearestName.hint(caller.profile(), profiles)
                            + ": correct the name or add it to profiles.yaml");
        }
    }

    private static RateLimits limits(JsonNode entry) {
        return new RateLimits(
                count(entry.path("requests-per-minute")),
                count(entry.path("tokens-per-minute")),
                count(entry.path("concurrent")));
    }

    private static OptionalLong count(JsonNode value) {
        return value.isIntegralNumber() ? OptionalLong.of(value.longValue()) : OptionalLong.empty();
    }

    private void hold(Caller caller, JsonNode entry) {
        JsonPointer at = YamlFile.at("callers", caller.name());
        for (String variable : texts(entry.path("key-env"))) {
            keyIn(variable, at.appendProperty("key-env"))
                    .ifPresent(key -> hold(caller, Callers.hash(key), at.appendProperty("key-env")));
        }
        for (String hash : texts(entry.path("key-sha256"))) {
            hold(caller, hash, at.appendProperty("key-sha256"));
        }
    }

    private Optional<String> keyIn(String variable, JsonPointer at) {
        String key = environment.getProperty(variable, "").strip();
        if (key.isEmpty()) {
            problems.add(file, at, "the variable " + variable + " is not set: set it, or give the key as key-sha256");
            return Optional.empty();
        }
        if (key.length() < SHORTEST_KEY) {
            problems.add(
                    file,
                    at,
                    "the key in " + variable + " has less than " + SHORTEST_KEY
                            + " characters and can be guessed: take a longer one, as from openssl rand -hex 24");
            return Optional.empty();
        }
        return Optional.of(key);
    }

    private void hold(Caller caller, String hash, JsonPointer at) {
        Caller other = byKeyHash.putIfAbsent(hash, caller);
        if (other != null) {
            problems.add(
                    file,
                    at,
                    "this key is " + (other.equals(caller) ? "given twice" : "held by \"" + other.name() + "\" too")
                            + ": a key stands for one caller");
        }
    }

    private Map<String, RateLimits> teams(List<Caller> callers) {
        List<String> teams = callers.stream()
                .map(Caller::team)
                .filter(team -> !team.isEmpty())
                .distinct()
                .toList();
        Map<String, RateLimits> limits = new LinkedHashMap<>();
        file.section("teams").properties().forEach(entry -> {
            if (!teams.contains(entry.getKey())) {
                problems.add(
                        file,
                        YamlFile.at("teams", entry.getKey()),
                        "no caller belongs to team \"" + entry.getKey() + "\"" + NearestName.hint(entry.getKey(), teams)
                                + ": correct or remove it");
            }
            limits.put(entry.getKey(), limits(entry.getValue().path("limits")));
        });
        return limits;
    }

    private static List<String> texts(JsonNode oneOrSeveral) {
        if (oneOrSeveral.isTextual()) {
            return List.of(oneOrSeveral.textValue());
        }
        return StreamSupport.stream(oneOrSeveral.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
