package io.fareway.pricing.audit;

import io.fareway.model.Money;
import io.fareway.model.Tier;
import io.fareway.model.choice.Policy;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Finds deployments that cost more than the one after them, where the order written decides. */
@Component
class TierOrderRule implements AuditRule {

    @Override
    public List<Finding> look(AuditFacts facts) {
        List<Finding> findings = new ArrayList<>();
        for (Tier tier : facts.settings().tiers().values()) {
            Policy policy =
                    facts.settings().routing().rulesOf(tier.name()).policy().orElse(Policy.FIXED);
            if (policy == Policy.FIXED) {
                for (int i = 0; i + 1 < tier.deployments().size(); i++) {
                    look(tier, i, facts).ifPresent(findings::add);
                }
            }
        }
        return findings;
    }

    private static Optional<Finding> look(Tier tier, int place, AuditFacts facts) {
        String first = tier.deployments().get(place);
        String second = tier.deployments().get(place + 1);
        if (!isDearer(first, second, tier.name(), facts, facts.now())) {
            return Optional.empty();
        }
        boolean since = facts.cost(first, tier.name(), facts.now().minus(AuditFacts.PERIOD))
                        .isPresent()
                && !isDearer(first, second, tier.name(), facts, facts.now().minus(AuditFacts.PERIOD));
        String costs = first + " costs " + usd(first, tier, facts) + " USD for a typical answer, " + second
                + " after it " + usd(second, tier, facts);
        String advice = "Write " + second + " before " + first + " in tier " + tier.name()
                + " of config/tiers.yaml, or set policy: cost.";
        return Optional.of(
                since
                        ? new Finding(
                                "became_dearer",
                                tier.name() + ": " + first,
                                costs + "; " + AuditFacts.PERIOD.toDays() + " days ago it was not dearer.",
                                advice)
                        : new Finding("order_not_by_price", tier.name() + ": " + first, costs + ".", advice));
    }

    private static boolean isDearer(String first, String second, String tier, AuditFacts facts, Instant moment) {
        Optional<BigDecimal> one = facts.cost(first, tier, moment);
        Optional<BigDecimal> other = facts.cost(second, tier, moment);
        return one.isPresent() && other.isPresent() && one.get().compareTo(other.get()) > 0;
    }

    private static String usd(String deployment, Tier tier, AuditFacts facts) {
        return facts.cost(deployment, tier.name(), facts.now())
                .map(Money::format)
                .orElse("?");
    }
}
