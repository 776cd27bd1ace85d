package io.fareway.operations;

import com.fasterxml.jackson.databind.JsonNode;
import io.fareway.model.ProviderKey;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import org.springframework.core.env.PropertyResolver;

/**
 * Decides which providers take part. A real provider is active when one of the keys that its entry names is there, or
 * when it asks for no key. Simulated providers are active when no real one is; {@code fareway.demo} may force it:
 * {@code true} leaves only the simulated ones, so that a demo bills nobody, {@code false} only the real ones.
 */
final class SettingsActivation {

    static final String DEMO = "fareway.demo";

    private final PropertyResolver environment;
    private final Map<String, List<ProviderKey>> keys;

    SettingsActivation(PropertyResolver environment, Map<String, List<ProviderKey>> keys) {
        this.environment = environment;
        this.keys = keys;
    }

    /** Names of the active providers, in the order of the file; none when nothing can answer. */
    Set<String> activeProviders(SettingsSources sources, SettingsProblems problems) {
        Set<String> real = names(sources, (name, provider) -> !isSimulated(provider) && hasAccess(name, provider));
        Set<String> simulated = names(sources, (name, provider) -> isSimulated(provider));
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

    static boolean isSimulated(JsonNode provider) {
        return provider.path("simulated").asBoolean();
    }

    private boolean hasAccess(String name, JsonNode provider) {
        return provider.path("key").asText().equals("none")
                || !keys.getOrDefault(name, List.of()).isEmpty();
    }

    private static Set<String> names(SettingsSources sources, BiPredicate<String, JsonNode> wanted) {
        Set<String> names = new LinkedHashSet<>();
        sources.providerEntries().properties().forEach(entry -> {
            if (wanted.test(entry.getKey(), entry.getValue())) {
                names.add(entry.getKey());
            }
        });
        return names;
    }

    private static String nobody(SettingsSources sources, String demo) {
        String keys = sources.providerEntries().properties().stream()
                .flatMap(entry -> SettingsKeys.places(entry.getValue()).stream())
                .collect(Collectors.joining(", "));
        return "no provider is active (" + DEMO + " is " + demo + "): set one of " + keys
                + ", or add a simulated provider and leave " + DEMO + " on auto";
    }
}
