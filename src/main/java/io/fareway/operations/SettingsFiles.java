package io.fareway.operations;

import io.fareway.model.Budgets;
import io.fareway.model.Callers;
import io.fareway.model.ProviderKey;
import io.fareway.model.Settings;
import io.fareway.model.experiment.Experiments;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.core.env.Environment;

/**
 * Reads the settings files of a folder: providers, models, prices, tiers, the classifier's rules, and profiles if any. Either all of
 * them are right, or none is used.
 */
public final class SettingsFiles {

    private static final List<String> NAMES = List.of("providers", "models", "prices", "tiers", "classifier");

    /**
     * Reads and checks all settings files.
     *
     * @param configFolder the folder with {@code providers.yaml} and its neighbours
     * @param environment where placeholders, provider keys and {@code fareway.demo} are looked up
     * @param port the gateway's own HTTP port, where the simulated providers answer
     * @throws InvalidSettingsException with every problem found, by file and line
     */
    public Settings load(Path configFolder, Environment environment, int port) {
        return load(configFolder, Map.of(), environment, port);
    }

    /**
     * The same with other files in place of some.
     *
     * @param instead files by the name they stand in for, for example {@code prices}
     * @throws InvalidSettingsException with every problem found, by file and line
     */
    Settings load(Path configFolder, Map<String, Path> instead, Environment environment, int port) {
        SettingsProblems problems = new SettingsProblems();
        SettingsSources sources = read(configFolder, instead, environment, problems);
        Map<String, List<ProviderKey>> keys = new SettingsKeys(environment).read(sources, problems);
        SettingsActivation activation = new SettingsActivation(environment, keys);
        Set<String> activeProviders = activation.activeProviders(sources, problems);
        new SettingsReferenceCheck(sources, activeProviders, problems).run();
        new SettingsBatches(sources, problems).check();
        new SettingsPriceCheck(sources, problems).run();
        new SettingsTermsCheck(sources.prices(), problems).run();
        new SettingsLimitCheck(sources.classifier(), problems).run();
        new SettingsChecksCheck(sources, problems).run();
        Optional<YamlFile> callersFile = optional("callers", configFolder, environment, problems);
        Callers callers = callersFile
                .map(file -> new SettingsCallers(file, environment, sources.profileNames(), problems).read())
                .orElse(Callers.NONE);
        Optional<SettingsBudgets> budgets = optional("budgets", configFolder, environment, problems)
                .map(file -> new SettingsBudgets(file, sources, callers, problems));
        budgets.ifPresent(SettingsBudgets::check);
        Optional<SettingsExperiments> experiments = optional("experiments", configFolder, environment, problems)
                .map(file -> new SettingsExperiments(file, sources, problems));
        experiments.ifPresent(SettingsExperiments::checkNames);
        problems.throwIfAny();
        SettingsRoutingCheck routing = new SettingsRoutingCheck(sources, problems);
        routing.checkNames();
        problems.throwIfAny();
        Settings built = new SettingsBuilder(
                        sources,
                        activeProviders,
                        new SettingsProviders(sources, keys, new SettingsAccess(environment), port))
                .build()
                .with(budgets.map(SettingsBudgets::budgets).orElse(Budgets.NONE))
                .with(callers);
        YamlFile pins = callersFile.orElseGet(() -> YamlFile.absent(configFolder.resolve("callers.yaml")));
        Settings settings = new SettingsAffinity(sources, pins, problems).in(built);
        routing.checkCandidates(settings);
        Experiments tried = experiments.map(file -> file.experiments(settings)).orElse(Experiments.NONE);
        problems.throwIfAny();
        return settings.with(tried);
    }

    /** A file that may be left out. */
    private static Optional<YamlFile> optional(
            String name, Path configFolder, Environment environment, SettingsProblems problems) {
        Path path = configFolder.resolve(name + ".yaml");
        if (!Files.exists(path)) {
            return Optional.empty();
        }
        Optional<YamlFile> file = new YamlReader(environment, problems).read(path);
        file.ifPresent(read -> YamlSchema.named(name).check(read, problems));
        return file;
    }

    /** Environment variables that activate a real provider, in the order of the file; none when it cannot be read. */
    List<String> keyVariables(Path configFolder, Environment environment) {
        return new YamlReader(environment, new SettingsProblems())
                .read(configFolder.resolve("providers.yaml")).stream()
                        .flatMap(file -> file.section("providers").properties().stream())
                        .flatMap(provider -> SettingsKeys.variables(provider.getValue()).stream())
                        .toList();
    }

    /** Stops here only where going on would report nothing but the consequences of an unreadable file. */
    private static SettingsSources read(
            Path configFolder, Map<String, Path> instead, Environment environment, SettingsProblems problems) {
        YamlReader reader = new YamlReader(environment, problems);
        Map<String, YamlFile> files = new HashMap<>();
        for (String name : NAMES) {
            Path path = instead.getOrDefault(name, configFolder.resolve(name + ".yaml"));
            reader.read(path).ifPresent(file -> {
                YamlSchema.named(name).check(file, problems);
                files.put(name, file);
            });
        }
        if (files.size() < NAMES.size()) {
            problems.throwIfAny();
        }
        Path profiles = configFolder.resolve("profiles.yaml");
        if (Files.exists(profiles)) {
            reader.read(profiles).ifPresent(file -> {
                YamlSchema.named("profiles").check(file, problems);
                files.put("profiles", file);
            });
        }
        return new SettingsSources(
                file(files, "providers"),
                file(files, "models"),
                file(files, "prices"),
                file(files, "tiers"),
                file(files, "classifier"),
                files.getOrDefault("profiles", YamlFile.absent(profiles)));
    }

    private static YamlFile file(Map<String, YamlFile> files, String name) {
        YamlFile file = files.get(name);
        if (file == null) {
            throw new IllegalStateException("unread without a problem: " + name);
        }
        return file;
    }
}
