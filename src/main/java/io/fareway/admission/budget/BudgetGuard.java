package io.fareway.admission.budget;

import io.fareway.model.Deployment;
import io.fareway.model.Journey;
import io.fareway.model.Money;
import io.fareway.model.RequestError;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.springframework.stereotype.Component;

/**
 * Keeps requests within their budgets: reserves the worst case before the first call, and puts the real cost in its place
 * after the last. Without budgets it does nothing.
 */
@Component
public class BudgetGuard {

    private static final String RESERVED = "budgetReservation";

    /** When it is others' reservations that leave no room: they end soon. */
    private static final Duration UNTIL_OTHERS_END = Duration.ofSeconds(5);

    private final Claims claims;
    private final BudgetBook book;
    private final Clock clock;

    BudgetGuard(Claims claims, BudgetBook book, Clock clock) {
        this.claims = claims;
        this.book = book;
        this.clock = clock;
    }

    /**
     * What a request holds.
     *
     * @param windows in which it has a reservation
     * @param exhaustedProviders whose budget had no room for it
     */
    private record Reserved(List<Window> windows, Set<String> exhaustedProviders) {}

    /**
     * Reserves what the plan can cost at worst, and takes deployments out of it whose provider's budget is used up or whose
     * price is unknown. Returns when the reservation is durable. The tiers that it may still be sent up to are reserved for at
     * once, so that a second call for the same request reserves nothing; where there is no room for them, it stays in its tier.
     *
     * @throws RequestError 429 when a budget has no room for the request
     */
    public void reserve(Exchange exchange, @ExchangeProperty(Journey.PROPERTY) Journey journey) {
        if (journey.settings().budgets().all().isEmpty()) {
            return;
        }
        Claims.Priced priced = claims.of(journey);
        if (priced.claims().isEmpty()) {
            return;
        }
        requirePriced(priced, journey);
        if (exchange.getProperty(RESERVED) instanceof Reserved reserved) {
            journey.plan(without(reserved.exhaustedProviders(), priced.plan()));
            return;
        }
        List<Window> windows = priced.claims().stream().map(Claim::window).toList();
        exchange.setProperty(RESERVED, new Reserved(windows, Set.of()));
        Verdict verdict = book.reserve(
                journey.id(),
                priced.claims(),
                priced.plan().stream().map(Deployment::provider).collect(Collectors.toSet()));
        switch (verdict) {
            case Verdict.Granted granted -> {
                exchange.setProperty(RESERVED, new Reserved(windows, granted.exhaustedProviders()));
                journey.plan(without(granted.exhaustedProviders(), priced.plan()));
            }
            case Verdict.Denied denied -> {
                exchange.removeProperty(RESERVED);
                if (!claims.mayGoUp(journey)) {
                    throw refusal(denied);
                }
                journey.handling()
                        .note("budget " + denied.state().window().title() + " has no room for a tier above "
                                + journey.getTier() + ": its answer stands");
                journey.handling().stayInTier();
                reserve(exchange, journey);
            }
        }
    }

    /** Settles what was reserved, however the request ended; returns at once. */
    public void settle(Exchange exchange, @ExchangeProperty(Journey.PROPERTY) Journey journey) {
        if (exchange.removeProperty(RESERVED) instanceof Reserved reserved) {
            book.settle(journey.id(), reserved.windows(), Spending.of(journey.attempts()));
        }
    }

    private static List<Deployment> without(Set<String> providers, List<Deployment> plan) {
        return plan.stream()
                .filter(deployment -> !providers.contains(deployment.provider()))
                .toList();
    }

    private static void requirePriced(Claims.Priced priced, Journey journey) {
        if (priced.plan().isEmpty()) {
            throw RequestError.unavailable("A budget bounds this request, and no deployment that could answer it has a"
                    + " known price: "
                    + journey.plan().stream().map(Deployment::name).collect(Collectors.joining(", "))
                    + ". Add prices to config/prices.yaml or a ceiling to config/tiers.yaml (unknown-price), or ask for another"
                    + " model or tier.");
        }
    }

    private RequestError refusal(Verdict.Denied denied) {
        WindowState state = denied.state();
        boolean othersAreInTheWay = state.spentPico() + denied.pico() <= state.limitPico();
        Duration wait = othersAreInTheWay
                ? UNTIL_OTHERS_END
                : Duration.between(clock.instant(), state.window().closesAt());
        return RequestError.overBudget(
                "The budget " + state.window().title() + " has no room for this request: of "
                        + Money.format(Money.fromPico(state.limitPico())) + " USD, "
                        + Money.format(Money.fromPico(state.spentPico())) + " are spent and "
                        + Money.format(Money.fromPico(state.reservedPico()))
                        + " reserved for requests under way; this one may cost "
                        + Money.format(Money.fromPico(denied.pico())) + ". It begins anew at "
                        + state.window().closesAt() + ". Lower max_tokens, or ask for a cheaper tier or model.",
                wait);
    }
}
