package io.fareway.model;

import io.fareway.model.choice.RoutingSettings;
import io.fareway.model.experiment.Experiments;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that {@code config/} says about providers, models, prices and tiers, checked as a whole. A request keeps
 * the settings it started with.
 *
 * @param providers active providers by name
 * @param deployments deployments of active providers by name, in the order of the files
 * @param tiers tiers by name, in the order of the file
 * @param classifier rules of the task classifier
 * @param prices price history as configured, any order
 * @param baseline name of the deployment whose price every saving is measured against
 * @param budgets what may be spent
 * @param callers who may ask, by key
 * @param routing traits, policies and profiles
 * @param experiments what is tried out
 */
public record Settings(
        Map<String, Provider> providers,
        Map<String, Deployment> deployments,
        Map<String, Tier> tiers,
        ClassifierRules classifier,
        List<Price> prices,
        String baseline,
        Budgets budgets,
        Callers callers,
        RoutingSettings routing,
        Experiments experiments) {

    /** Settings without budgets and named callers that leave every tier in the order written. */
    public Settings(
            Map<String, Provider> providers,
            Map<String, Deployment> deployments,
            Map<String, Tier> tiers,
            ClassifierRules classifier,
            List<Price> prices,
            String baseline) {
        this(
                providers,
                deployments,
                tiers,
                classifier,
                prices,
                baseline,
                Budgets.NONE,
                Callers.NONE,
                RoutingSettings.NONE,
                Experiments.NONE);
    }

    /** The tier name in {@code model} that leaves the choice to the classifier. */
    public static final String AUTO = "auto";

    /** The same with these callers. */
    public Settings with(Callers others) {
        return new Settings(
                providers, deployments, tiers, classifier, prices, baseline, budgets, others, routing, experiments);
    }

    /** The same with these budgets. */
    public Settings with(Budgets others) {
        return new Settings(
                providers, deployments, tiers, classifier, prices, baseline, others, callers, routing, experiments);
    }

    /** The same with this to choose by. */
    public Settings with(RoutingSettings others) {
        return new Settings(
                providers, deployments, tiers, classifier, prices, baseline, budgets, callers, others, experiments);
    }

    /** The same with this tried out. */
    public Settings with(Experiments others) {
        return new Settings(
                providers, deployments, tiers, classifier, prices, baseline, budgets, callers, routing, others);
    }

    /** The deployment of that name, when its provider is active. */
    public Optional<Deployment> deployment(String name) {
        return Optional.ofNullable(deployments.get(name));
    }

    /** The provider of a deployment of these settings, as that deployment calls it. */
    public Provider providerOf(Deployment deployment) {
        return knownProviderOf(deployment)
                .orElseThrow(() -> new IllegalArgumentException(
                        "no provider " + deployment.provider() + " for " + deployment.name()));
    }

    /** The same for a deployment that may have gone from the settings; empty when its provider has. */
    public Optional<Provider> knownProviderOf(Deployment deployment) {
        Optional<Provider> usual = Optional.ofNullable(providers.get(deployment.provider()));
        return usual.map(known -> deployment.wire().through().orElse(known));
    }

    /** Deployments that serve a model under its common name, in the order of the files. */
    public List<Deployment> serving(String model) {
        return deployments.values().stream()
                .filter(deployment -> deployment.model().equals(model))
                .toList();
    }
}
