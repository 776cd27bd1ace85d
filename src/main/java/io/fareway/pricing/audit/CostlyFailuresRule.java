package io.fareway.pricing.audit;

import io.fareway.model.Money;
import io.fareway.model.Tier;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Finds deployments whose failed calls cost more than their low price saves against the next of the tier. */
@Component
class CostlyFailuresRule implements AuditRule {

    @Override
    public List<Finding> look(AuditFacts facts) {
        List<Finding> findings = new ArrayList<>();
        for (Tier tier : facts.settings().tiers().values()) {
            for (int i = 0; i + 1 < tier.deployments().size(); i++) {
                look(tier, i, facts).ifPresent(findings::add);
            }
        }
        return findings;
    }

    private static Optional<Finding> look(Tier tier, int place, AuditFacts facts) {
        String cheap = tier.deployments().get(place);
        String next = tier.deployments().get(place + 1);
        DeploymentUse use = facts.of(tier.name(), cheap);
        BigDecimal lost = Money.fromPico(use.failedPico());
        Optional<BigDecimal> saved = facts.cost(next, tier.name(), facts.now())
                .flatMap(dear -> facts.cost(cheap, tier.name(), facts.now()).map(dear::subtract))
                .map(each -> each.multiply(BigDecimal.valueOf(use.answers())))
                .filter(sum -> sum.signum() >= 0 && sum.compareTo(lost) < 0);
        return saved.map(sum -> new Finding(
                "failures_cost_more",
                tier.name() + ": " + cheap,
                use.failures() + " of " + use.calls() + " calls failed and cost " + Money.format(lost)
                        + " USD in 30 days; its answers saved " + Money.format(sum) + " USD against " + next + ".",
                "Write " + next + " before " + cheap + " in tier " + tier.name()
                        + " of config/tiers.yaml, or remove it there; GET /admin/costs?deployment=" + cheap
                        + "&group=outcome shows the failures."));
    }
}
