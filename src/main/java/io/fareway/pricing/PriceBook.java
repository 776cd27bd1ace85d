package io.fareway.pricing;

import io.fareway.model.Deployment;
import io.fareway.model.Price;
import io.fareway.model.TokenClass;
import io.fareway.model.price.RateRule;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The price of every deployment at every moment: rows of {@code config/prices.yaml} together with rows that refreshes
 * have taken; of these the latest whose {@code effectiveFrom} is not after the moment holds, unless it has ended. Every row is recorded in
 * the database before it can be looked up. Reads take no lock.
 */
@Component
public class PriceBook {

    private final PriceStore store;
    private final int staleAfterDays;
    /** Replaced as a whole, under the lock of the writing methods. */
    private volatile Pages pages;

    /**
     * Opens the book with the rows that refreshes have recorded.
     *
     * @param jdbc the ledger's database, migrated
     */
    public PriceBook(JdbcClient jdbc, Clock clock, PriceProperties properties) {
        this.store = new PriceStore(jdbc, clock);
        this.staleAfterDays = properties.staleAfterDays();
        this.pages = Pages.of(List.of(), store.refreshed(), store.confirmations());
    }

    /** The price of a deployment at a moment; empty when none is known. */
    public Optional<Price> at(Deployment deployment, Instant moment) {
        return at(deployment.name(), moment);
    }

    /** The price of the deployment of that name at a moment; empty when none is known. */
    public Optional<Price> at(String deployment, Instant moment) {
        return pages.at(deployment, moment);
    }

    /** How far the price of the deployment of that name can be trusted at a moment. */
    public PriceState stateOf(String deployment, Instant moment) {
        Pages now = pages;
        Optional<Price> price = now.at(deployment, moment).filter(PriceBook::isComplete);
        if (price.isEmpty()) {
            return PriceState.UNKNOWN;
        }
        LocalDate staleFrom = now.lastConfirmed(price.get()).plusDays(staleAfterDays + 1L);
        return LocalDate.ofInstant(moment, ZoneOffset.UTC).isBefore(staleFrom) ? PriceState.KNOWN : PriceState.STALE;
    }

    /**
     * Looks whether these rows could be put in use, without doing so.
     *
     * @throws PriceConflictException when a row contradicts one recorded under its id
     */
    public void check(List<Price> prices) {
        prices.forEach(PriceBook::requireWholeMillis);
        store.requireNoConflict(prices);
    }

    /**
     * Puts the configured rows in use, in place of those given before, together with what refreshes of any replica have
     * recorded by now. To be called once the settings are otherwise accepted: a row that was recorded cannot be taken
     * back.
     *
     * @throws PriceConflictException when a row contradicts one recorded under its id; the book is then unchanged
     */
    public synchronized void configured(List<Price> prices) {
        prices.forEach(PriceBook::requireWholeMillis);
        store.record(prices, PriceOrigin.CONFIGURED);
        pages = Pages.of(prices, store.refreshed(), store.confirmations());
    }

    /** Puts a row from a refresh in use. */
    synchronized void refreshed(Price price) {
        requireWholeMillis(price);
        store.record(List.of(price), PriceOrigin.REFRESHED);
        Pages old = pages;
        List<Price> rows =
                Stream.concat(old.refreshed().stream(), Stream.of(price)).toList();
        pages = Pages.of(old.configured(), rows, old.confirmations());
    }

    /** Notes that a source still gives this price. */
    synchronized void confirmed(Price price, String source, LocalDate day) {
        store.confirm(price.id(), source, day);
        Pages old = pages;
        Map<String, LocalDate> days = new HashMap<>(old.confirmations());
        days.put(price.id(), day);
        pages = Pages.of(old.configured(), old.refreshed(), days);
    }

    /** The rules of the configured row in force, as a person wrote them; empty when it has none, or there is no row. */
    List<RateRule> configuredRules(String deployment, Instant moment) {
        return PriceTable.of(pages.configured())
                .at(deployment, moment)
                .map(price -> price.terms().rules())
                .orElse(List.of());
    }

    /** The prices that would hold with these configured rows, beside those of refreshes; puts and records nothing. */
    public PriceTable tableWith(List<Price> configured) {
        return together(pages.refreshed(), configured);
    }

    private static PriceTable together(List<Price> refreshed, List<Price> configured) {
        return PriceTable.of(
                Stream.concat(refreshed.stream(), configured.stream()).toList());
    }

    private static boolean isComplete(Price price) {
        boolean byToken = price.perMillion(TokenClass.INPUT).isPresent()
                && price.perMillion(TokenClass.OUTPUT).isPresent();
        return byToken
                || !price.terms().usdPerUnit().isEmpty()
                || price.terms().monthlyFee().isPresent();
    }

    private static void requireWholeMillis(Price price) {
        if (!price.effectiveFrom().equals(price.effectiveFrom().truncatedTo(ChronoUnit.MILLIS))) {
            throw new IllegalArgumentException(
                    price.id() + ": give effective_from in whole milliseconds, the ledger holds no finer times");
        }
    }

    /** One immutable state of the book. */
    private record Pages(
            List<Price> configured, List<Price> refreshed, Map<String, LocalDate> confirmations, PriceTable table) {

        static Pages of(List<Price> configured, List<Price> refreshed, Map<String, LocalDate> confirmations) {
            return new Pages(
                    List.copyOf(configured),
                    List.copyOf(refreshed),
                    Map.copyOf(confirmations),
                    together(refreshed, configured));
        }

        Optional<Price> at(String deployment, Instant moment) {
            return table.at(deployment, moment);
        }

        LocalDate lastConfirmed(Price price) {
            LocalDate confirmed = confirmations.getOrDefault(price.id(), price.sourceDate());
            return confirmed.isAfter(price.sourceDate()) ? confirmed : price.sourceDate();
        }
    }
}
