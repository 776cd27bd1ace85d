package io.fareway.report.reconcile;

import io.fareway.model.Deployment;
import io.fareway.model.Settings;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Finds our name of a model by the provider's: the same, the same with a date behind it ({@code gpt-4o-2024-08-06},
 * {@code claude-haiku-4-5-20251001}), or written for people ({@code Claude Haiku 4.5}).
 */
final class ModelNames {

    private static final Pattern DATE = Pattern.compile("-(\\d{8}|\\d{4}-\\d{2}-\\d{2})$");

    private final Map<String, String> known = new HashMap<>();

    ModelNames(Settings settings, String provider) {
        for (Deployment deployment : settings.deployments().values()) {
            if (deployment.provider().equals(provider)) {
                known.put(plain(deployment.providerModel()), deployment.model());
                known.putIfAbsent(undated(plain(deployment.providerModel())), deployment.model());
                known.putIfAbsent(plain(deployment.model()), deployment.model());
            }
        }
    }

    /** Our name; the provider's where nothing fits. */
    String ours(String theirs) {
        return Optional.ofNullable(known.get(plain(theirs)))
                .or(() -> Optional.ofNullable(known.get(undated(plain(theirs)))))
                .orElse(theirs);
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replace(' ', '-').replace('.', '-');
    }

    private static String undated(String plain) {
        return DATE.matcher(plain).replaceFirst("");
    }
}
