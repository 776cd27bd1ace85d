package io.fareway.routing.overrides;

import io.fareway.model.Deployment;
import io.fareway.model.RequestError;
import io.fareway.model.Settings;
import io.fareway.model.Tier;
import io.fareway.routing.SharedCopy;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The overrides in force. They live in the database, so that they survive a restart and hold in every gateway that
 * shares it: at once in the one that was asked, within two seconds in the others.
 */
@Component
public class Overrides {

    private static final Logger LOG = LoggerFactory.getLogger(Overrides.class);

    private final OverrideStore store;
    private final Supplier<Settings> settings;
    private final Clock clock;
    private final SharedCopy<RoutingOverride> known;

    Overrides(OverrideStore store, Supplier<Settings> settings, Clock clock) {
        this.store = store;
        this.settings = settings;
        this.clock = clock;
        this.known = new SharedCopy<>("overrides", store::active, clock);
    }

    /** Those in force now, oldest first. */
    public List<RoutingOverride> active() {
        Instant now = clock.instant();
        return known.entries().stream()
                .filter(override -> override.until().isAfter(now))
                .toList();
    }

    /** Whether nobody may be sent to a deployment for requests of this tier. */
    public boolean isDrained(Deployment deployment, String tier) {
        return active().stream()
                .anyMatch(override -> override.kind() == OverrideKind.DRAIN
                        && override.holdsIn(tier)
                        && override.concerns(deployment));
    }

    /**
     * Puts an override in force.
     *
     * @throws RequestError 400 when it makes no sense
     */
    public RoutingOverride add(OverrideRequest asked) {
        Instant now = clock.instant();
        new OverrideCheck(settings.get(), now).check(asked);
        RoutingOverride added = new RoutingOverride(
                UUID.randomUUID().toString().substring(0, 8),
                asked.kind(),
                asked.subject(),
                asked.tier(),
                asked.sharePercent(),
                orderOf(asked),
                asked.reason().strip(),
                asked.author().strip(),
                now,
                asked.until());
        store.add(added);
        LOG.warn(
                "Override {} by {}: {}, until {}: {}",
                added.id(),
                added.author(),
                added.summary(),
                added.until(),
                added.reason());
        known.refresh();
        return added;
    }

    private List<String> orderOf(OverrideRequest asked) {
        boolean asConfigured =
                asked.kind() == OverrideKind.FREEZE && asked.order().isEmpty();
        return asConfigured
                ? Optional.ofNullable(settings.get().tiers().get(asked.subject()))
                        .map(Tier::deployments)
                        .orElse(List.of())
                : asked.order();
    }

    /**
     * Ends an override before its time.
     *
     * @throws RequestError 404 when none of that id is in force
     */
    public RoutingOverride end(String id, String by) {
        Instant now = clock.instant();
        if (by.isBlank()) {
            throw RequestError.invalid("author", "'author' is missing. Say who ends it.");
        }
        if (!store.end(id, by.strip(), now)) {
            throw RequestError.notFound(
                    "No override '" + id + "' is in force. GET /admin/overrides lists those that are.");
        }
        RoutingOverride ended = store.find(id).orElseThrow();
        LOG.warn("Override {} ended by {}: {}", id, by.strip(), ended.summary());
        known.refresh();
        return ended;
    }
}
