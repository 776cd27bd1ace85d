package io.fareway.operations;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.springframework.core.env.PropertyResolver;

/**
 * Decides which providers take part. A real provider is active when the variable named in its {@code key-env} is set,
 * or when it asks for no key. Simulated providers are active when no real one is; {@code fareway.demo} may force it:
 * {@code true} leaves only the simulated ones, so that a demo bills nobody, {@code false} only the real ones.
 */
final class SettingsActivation {

    static final String DEMO = "fareway.demo";

    private final PropertyResolver environment;

    SettingsActivation(PropertyResolver environment) {
        this.environment = environment;
    }

    /** Names of the active providers, in the order of the file; none when nothing can answer. */
    Set<String> activeProviders(SettingsSources sources, SettingsProblems problems) {
        Set<String> real = names(sources, provider -> !isSimulated(provider) && hasAccess(provider));
        Set<String> simulated = names(sources, SettingsActivation::isSimulated);
        String demo = environment.getProperty(DEMO, "auto").toLowerCase(Locale.ROOT);
        Set<String> active =
                switch (demo) {
                    case "true" -> simulated;
                    case "false" -> real;
                    case "auto" -> real.isEmpty() ? simulated : real;
                    default -> Set.of();
                };
        if (!Set.of("true", "false", "auto").contains(demo)) {
            problems.add(
                    sources.providers(),
                    YamlFile.ROOT,
                    DEMO + " is \"" + demo + "\": set that property to true, false or auto");
        } else if (active.isEmpty()) {
            problems.add(sources.providers(), YamlFile.at("providers"), nobody(sources, demo));
        }
        return active;
    }

    /** The key of a provider, when its variable is set. */
    Optional<String> keyOf(JsonNode provider) {
        return Optional.ofNullable(provider.path("key-env").textValue())
                .map(environment::getProperty)
                .map(String::strip)
                .filter(key -> !key.isEmpty());
    }

    static boolean isSimulated(JsonNode provider) {
        return provider.path("simulated").asBoolean();
    }

    private boolean hasAccess(JsonNode provider) {
        return provider.path("key").asText().equals("none") || keyOf(provider).isPresent();
    }

    private static Set<String> names(SettingsSources sources, Predicate<JsonNode> wanted) {
        Set<String> names = new LinkedHashSet<>();
        sources.providerEntries().properties().forEach(entry -> {
            if (wanted.test(entry.getValue())) {
                names.add(entry.getKey());
            }
        });
        return names;
    }

    private static String nobody(SettingsSources sources, String demo) {
        String keys = sources.providerEntries().properties().stream()
                .map(entry -> entry.getValue().path("key-env").asText())
                .filter(key -> !key.isEmpty())
                .collect(Collectors.joining(", "));
        return "no provider is active (" + DEMO + " is " + demo + "): set one of " + keys
                + ", or add a simulated provider and leave " + DEMO + " on auto";
    }
}
