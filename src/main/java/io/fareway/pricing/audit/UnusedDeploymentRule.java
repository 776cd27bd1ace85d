package io.fareway.pricing.audit;

import io.fareway.model.Tier;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Finds deployments of a tier that nobody was sent to, once the ledger holds the whole period. */
@Component
class UnusedDeploymentRule implements AuditRule {

    @Override
    public List<Finding> look(AuditFacts facts) {
        if (!facts.complete()) {
            return List.of();
        }
        return facts.settings().tiers().values().stream()
                .filter(tier -> facts.use().getOrDefault(tier.name(), Map.of()).values().stream()
                        .anyMatch(use -> use.calls() > 0))
                .flatMap(tier -> look(tier, facts).stream())
                .toList();
    }

    private static List<Finding> look(Tier tier, AuditFacts facts) {
        return tier.deployments().stream()
                .filter(deployment -> facts.of(tier.name(), deployment).calls() == 0)
                .map(deployment -> new Finding(
                        "unused",
                        tier.name() + ": " + deployment,
                        "No call of tier " + tier.name() + " went to " + deployment + " in "
                                + AuditFacts.PERIOD.toDays() + " days.",
                        "Nothing to do for a reserve; otherwise remove it from config/tiers.yaml, or try it with an"
                                + " override that forces a share of requests there."))
                .toList();
    }
}
