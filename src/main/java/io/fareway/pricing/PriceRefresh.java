package io.fareway.pricing;

import io.fareway.model.Deployment;
import io.fareway.model.Price;
import io.fareway.model.Settings;
import io.fareway.model.TokenClass;
import io.fareway.model.price.PriceTerms;
import io.fareway.model.price.Provenance;
import io.fareway.model.price.RateRule;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Compares the prices of the active deployments with a feed and puts sane changes in force from now on. Doubtful ones
 * are quarantined: the last good price stays, and a person decides. Of a broken feed nothing is used.
 */
@Component
public class PriceRefresh {

    private static final Logger log = LoggerFactory.getLogger(PriceRefresh.class);

    private final Supplier<Settings> settings;
    private final PriceBook book;
    private final Clock clock;
    private final String location;
    private final String feedName;
    private final PriceFeed feed;
    private final PriceFeed second;
    private final String secondLocation;
    private final FeedRules rules;
    private final PriceGate gate;
    private final ChangeStore changes;
    private final RefreshReportWriter writer;

    /**
     * Reads the feed within the standard limits of time and size.
     *
     * @param settings the settings in force
     * @throws IllegalArgumentException when the second source is the first
     */
    @Autowired
    public PriceRefresh(
            Supplier<Settings> settings,
            PriceBook book,
            JdbcClient jdbc,
            Clock clock,
            PriceProperties properties,
            FeedProperties feeds) {
        this(settings, book, jdbc, clock, properties, feeds, FeedSource.STANDARD);
    }

    PriceRefresh(
            Supplier<Settings> settings,
            PriceBook book,
            JdbcClient jdbc,
            Clock clock,
            PriceProperties properties,
            FeedProperties feeds,
            FeedSource source) {
        this.settings = settings;
        this.book = book;
        this.clock = clock;
        this.location = properties.feed().strip();
        this.feedName = FeedSource.nameOf(location);
        this.feed = new PriceFeed(source, feeds.format());
        this.second = new PriceFeed(source, feeds.secondFormat());
        this.secondLocation = feeds.second().strip();
        if (!secondLocation.isEmpty() && secondLocation.equals(location)) {
            throw new IllegalArgumentException("fareway.prices.feeds.second is the feed itself, " + location
                    + ", which confirms whatever it says: name another source or leave it out");
        }
        this.gate = new PriceGate(properties.maxFactor());
        this.rules = new FeedRules(properties.maxFactor());
        this.changes = new ChangeStore(jdbc);
        this.writer = new RefreshReportWriter(properties.reports());
    }

    /** Refreshes the prices once; what was found is recorded, written to the reports folder, logged and returned. */
    public synchronized RefreshReport refresh() {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        if (location.isEmpty()) {
            log.debug("no price feed is configured; set fareway.prices.feed to a file or an address to refresh prices");
            return RefreshReport.nothingToDo(now);
        }
        RefreshReport report = compareAll(now);
        publish(report);
        return report;
    }

    private RefreshReport compareAll(Instant now) {
        List<Deployment> deployments =
                feed.listable(settings.get().deployments().values());
        Map<String, FeedEntry> entries;
        Map<String, FeedEntry> others;
        try {
            entries = feed.readMost(location, deployments, now);
            others = secondLocation.isEmpty() ? Map.of() : second.read(secondLocation, deployments, now);
        } catch (FeedException broken) {
            log.debug("price feed {} or the second one is broken", feedName, broken);
            return RefreshReport.broken(now, feedName, String.valueOf(broken.getMessage()));
        }
        List<PriceChange> found = new ArrayList<>();
        List<RefreshReport.RuleChange> rulesFound = new ArrayList<>();
        for (Deployment deployment : deployments) {
            FeedEntry entry = entries.getOrDefault(deployment.name(), FeedEntry.NOT_LISTED);
            FeedAgreement agreement = new FeedAgreement(
                    FeedSource.nameOf(secondLocation), Optional.ofNullable(others.get(deployment.name())));
            Compared compared = compare(deployment.name(), entry, agreement, now);
            found.addAll(compared.changes());
            compared.rules().ifPresent(rulesFound::add);
        }
        return new RefreshReport(now, feedName, Optional.empty(), deployments.size(), found, rulesFound);
    }

    /** What the comparison of one deployment found. */
    private record Compared(List<PriceChange> changes, Optional<RefreshReport.RuleChange> rules) {}

    private Compared compare(String deployment, FeedEntry entry, FeedAgreement agreement, Instant now) {
        Optional<Price> current = book.at(deployment, now);
        Map<TokenClass, BigDecimal> before = current.map(Price::usdPerMillion).orElse(Map.of());
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);

        List<PriceChange> judged = agreement.check(gate.judge(deployment, before, entry, agreement));
        // before the price: a change without its price is found again by the next refresh, but not the reverse
        judged.forEach(change -> record(change, current, now));

        Map<TokenClass, BigDecimal> after = PriceGate.apply(before, judged);
        PriceTerms terms = current.map(Price::terms).orElse(PriceTerms.NONE);
        FeedRules.Choice choice =
                rules.choose(deployment, book.configuredRules(deployment, now), terms.rules(), entry, after);
        choice.change().filter(change -> !change.taken()).ifPresent(PriceRefresh::warn);
        List<RateRule> nextRules = choice.rules();
        if (judged.stream().anyMatch(PriceChange::isTaken) || !nextRules.equals(terms.rules())) {
            LocalDate date = confirmedOn(judged, current, today);
            PriceTerms next =
                    terms.withRules(nextRules).withProvenance(provenance(judged, current, after, today, date));
            book.refreshed(new Price(deployment, now, after, next, feedName, date));
        } else if (judged.isEmpty() && choice.change().isEmpty()) {
            current.ifPresent(price -> book.confirmed(price, feedName, today));
        }
        return new Compared(judged, choice.change());
    }

    private static void warn(RefreshReport.RuleChange held) {
        log.warn(
                "held the rates under conditions of {}, those before stay: {}; to accept them, write them into"
                        + " config/prices.yaml",
                held.deployment(),
                held.reason());
    }

    /** Figures that were held back keep the source and the date they have; the others are the feed's, of today. */
    private Map<TokenClass, Provenance> provenance(
            List<PriceChange> judged,
            Optional<Price> current,
            Map<TokenClass, BigDecimal> after,
            LocalDate today,
            LocalDate rowDate) {
        Map<TokenClass, Provenance> sources = new EnumMap<>(TokenClass.class);
        Provenance ofRow = new Provenance(feedName, rowDate);
        for (TokenClass tokenClass : after.keySet()) {
            boolean held = judged.stream().anyMatch(change -> change.tokenClass() == tokenClass && !change.isTaken());
            Provenance source = held
                    ? current.map(price -> price.provenanceOf(tokenClass)).orElse(ofRow)
                    : new Provenance(feedName, today);
            if (!source.equals(ofRow)) {
                sources.put(tokenClass, source);
            }
        }
        return sources;
    }

    /** A row is as old as its oldest figure: one that was held back was not confirmed today. */
    private static LocalDate confirmedOn(List<PriceChange> judged, Optional<Price> current, LocalDate today) {
        return judged.stream().allMatch(PriceChange::isTaken)
                ? today
                : current.map(Price::sourceDate).orElse(today);
    }

    private void record(PriceChange change, Optional<Price> current, Instant now) {
        boolean isNew = changes.record(change, current.map(Price::id).orElse(""), feedName, now);
        if (isNew && !change.isTaken()) {
            log.warn(
                    "quarantined the {} price of {}: {} in the feed, {} in force; {}",
                    change.tokenClass().label(),
                    change.deployment(),
                    change.newUsd().map(BigDecimal::toPlainString).orElse("none"),
                    change.oldUsd().map(BigDecimal::toPlainString).orElse("none"),
                    change.reason());
        }
    }

    private void publish(RefreshReport report) {
        String where;
        try {
            where = "report in " + writer.write(report);
        } catch (IOException unwritable) {
            where = "the report could not be written, make its folder writable: " + unwritable;
        }
        if (report.problem().isPresent()) {
            log.warn("{}; {}", report.summary(), where);
        } else {
            log.info("{}; {}", report.summary(), where);
        }
    }
}
