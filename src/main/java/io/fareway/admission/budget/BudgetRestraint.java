package io.fareway.admission.budget;

import io.fareway.admission.ApiPaths;
import io.fareway.model.Budget;
import io.fareway.model.Journey;
import io.fareway.model.RequestError;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.springframework.stereotype.Component;

/**
 * What happens to requests when little of a budget is left: premium callers go on, others get a cheaper tier, wait for the
 * next window, or are refused. Where several budgets say so, the strictest word counts.
 */
@Component
public class BudgetRestraint {

    /** Name of the exchange property that {@code routes/30-tiers.camel.yaml} routes by. */
    private static final String TIER = "tier";

    private final Claims claims;

    private final BudgetBook book;
    private final Clock clock;

    BudgetRestraint(Claims claims, BudgetBook book, Clock clock) {
        this.claims = claims;
        this.book = book;
        this.clock = clock;
    }

    /** A budget of which so much is spent that it restrains. */
    private record Tight(Budget.Restraint restraint, WindowState state) {}

    /**
     * Restrains a request whose tier is known and which has no plan yet.
     *
     * @throws RequestError 429 when it is refused until the next window
     */
    public void restrain(Exchange exchange, @ExchangeProperty(Journey.PROPERTY) Journey journey) {
        Optional<Tight> strictest = journey.settings().budgets().all().stream()
                .flatMap(budget -> tight(budget, journey).stream())
                .max(Comparator.comparing(tight -> tight.restraint().treatment()));
        if (strictest.isPresent()) {
            treat(exchange, journey, strictest.get());
        }
    }

    private Optional<Tight> tight(Budget budget, Journey journey) {
        Spender spender = Spender.of(journey);
        return budget.restraint()
                .filter(restraint -> !restraint.premium().contains(spender.caller())
                        && !restraint.premium().contains(spender.team()))
                .flatMap(restraint -> claims.window(budget, journey)
                        .flatMap(book::stateOf)
                        .filter(state -> state.percentSpent() >= restraint.fromPercent())
                        .map(state -> new Tight(restraint, state)));
    }

    private void treat(Exchange exchange, Journey journey, Tight tight) {
        switch (tight.restraint().treatment()) {
            case CHEAPER_TIER -> moveToCheaperTier(exchange, journey, tight);
            case QUEUE -> putOff(exchange, journey, tight);
            case REFUSE -> throw refusal(tight);
        }
    }

    private static void moveToCheaperTier(Exchange exchange, Journey journey, Tight tight) {
        String tier = journey.getTier();
        String cheaper = tight.restraint().cheaperTiers().get(tier);
        if (cheaper != null) {
            journey.assignTier(
                    cheaper, "instead of " + tier + ", " + spent(tight.state()) + " (" + journey.tierReason() + ")");
            exchange.setProperty(TIER, cheaper);
            journey.handling().stayInTier();
        }
    }

    /** Lines of jobs and requests that have waited already are told when to come again; their senders know how to wait. */
    private void putOff(Exchange exchange, Journey journey, Tight tight) {
        if (!ApiPaths.contain(journey.endpoint())) {
            throw refusal(tight);
        }
        exchange.setProperty(
                PutOff.PROPERTY,
                new PutOff(spent(tight.state()), tight.state().window().closesAt()));
    }

    private RequestError refusal(Tight tight) {
        Window window = tight.state().window();
        return RequestError.overBudget(
                spent(tight.state()) + ", and what is left is for premium callers. It begins anew at "
                        + window.closesAt() + ".",
                Duration.between(clock.instant(), window.closesAt()));
    }

    private static String spent(WindowState state) {
        return "budget " + state.window().title() + " is " + state.percentSpent() + " % spent";
    }
}
