package io.fareway.provider;

import io.fareway.ledger.KeyUsage;
import io.fareway.model.Provider;
import io.fareway.model.ProviderKey;
import io.fareway.model.Settings;
import io.fareway.model.UsageCaps;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Keeps to the caps of a key for a day and a month. What this gateway does it counts itself; what it did before its start,
 * and what other gateways do, it reads from the ledger.
 */
@Component
public class KeyCaps {

    private static final Logger LOG = LoggerFactory.getLogger(KeyCaps.class);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(2);

    private final Supplier<Settings> settings;
    private final KeyUsage ledger;
    private final Clock clock;
    private final Instant started;
    private final Map<KeyDay, Count> own = new ConcurrentHashMap<>();
    private final Map<KeyDay, Count> read = new ConcurrentHashMap<>();
    private final ReentrantLock reading = new ReentrantLock();
    private volatile Optional<LocalDate> readOn = Optional.empty();
    private volatile Instant failedAt = Instant.EPOCH;

    KeyCaps(Supplier<Settings> settings, KeyUsage ledger, Clock clock) {
        this.settings = settings;
        this.ledger = ledger;
        this.clock = clock;
        this.started = clock.instant();
    }

    private record KeyDay(String provider, String key, LocalDate day) {}

    private record Count(long requests, long tokens) {

        static final Count NOTHING = new Count(0, 0);

        Count plus(Count more) {
            return new Count(requests + more.requests, tokens + more.tokens);
        }

        boolean reaches(OptionalLong mostRequests, OptionalLong mostTokens) {
            return requests >= mostRequests.orElse(Long.MAX_VALUE) || tokens >= mostTokens.orElse(Long.MAX_VALUE);
        }
    }

    /** Reads from the ledger: today, and once a day the whole month. Does nothing where no provider has a cap. */
    public void refresh() {
        reading.lock();
        try {
            read();
        } finally {
            reading.unlock();
        }
    }

    private void read() {
        if (settings.get().providers().values().stream().noneMatch(KeyCaps::isCapped)) {
            readOn = Optional.empty();
            return;
        }
        LocalDate today = today();
        LocalDate first = today.withDayOfMonth(1);
        LocalDate since = isReadOn(today) ? today : first;
        ledger.since(since.atStartOfDay(ZoneOffset.UTC).toInstant(), started)
                .forEach(day -> read.put(
                        new KeyDay(day.provider(), day.key(), day.day()), new Count(day.requests(), day.tokens())));
        readOn = Optional.of(today);
        own.keySet().removeIf(day -> day.day.isBefore(first));
        read.keySet().removeIf(day -> day.day.isBefore(first));
    }

    private boolean isReadOn(LocalDate today) {
        return readOn.filter(today::equals).isPresent();
    }

    /**
     * One reads at midnight, while the others go on with what is known. After a start, and when a cap has been set, nothing is
     * known yet, and all wait. While the database is away the ledger lets no call begin: it is tried again after a pause.
     */
    private void refreshOnce(LocalDate today) {
        if (readOn.isEmpty()) {
            reading.lock();
        } else if (!reading.tryLock()) {
            return;
        }
        try {
            if (isToBeRead(today)) {
                read();
            }
        } catch (DataAccessException away) {
            failedAt = clock.instant();
            LOG.warn("What the providers' keys were used for could not be read: {}", away.getMessage());
        } finally {
            reading.unlock();
        }
    }

    private boolean isToBeRead(LocalDate today) {
        return !isReadOn(today) && Duration.between(failedAt, clock.instant()).compareTo(PAUSE_AFTER_FAILURE) >= 0;
    }

    private static boolean isCapped(Provider provider) {
        return !provider.limits().perKey().caps().equals(UsageCaps.NONE);
    }

    /** Counts a call that is about to be sent. */
    void began(Provider provider, ProviderKey key) {
        own.merge(new KeyDay(provider.name(), key.name(), today()), new Count(1, 0), Count::plus);
    }

    /** Counts the tokens of a call that has ended. */
    void used(Provider provider, ProviderKey key, long tokens) {
        own.merge(new KeyDay(provider.name(), key.name(), today()), new Count(0, tokens), Count::plus);
    }

    /** When a key whose cap is reached may be used again; empty when it may be now. */
    Optional<Instant> fullUntil(Provider provider, ProviderKey key) {
        UsageCaps caps = provider.limits().perKey().caps();
        if (caps.equals(UsageCaps.NONE)) {
            return Optional.empty();
        }
        LocalDate today = today();
        if (isToBeRead(today)) {
            refreshOnce(today);
        }
        LocalDate first = today.withDayOfMonth(1);
        Count month = Count.NOTHING;
        for (LocalDate day = first; !day.isAfter(today); day = day.plusDays(1)) {
            month = month.plus(on(provider, key, day));
        }
        if (month.reaches(caps.requestsPerMonth(), caps.tokensPerMonth())) {
            return Optional.of(first.plusMonths(1).atStartOfDay(ZoneOffset.UTC).toInstant());
        }
        return on(provider, key, today).reaches(caps.requestsPerDay(), caps.tokensPerDay())
                ? Optional.of(today.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant())
                : Optional.empty();
    }

    private Count on(Provider provider, ProviderKey key, LocalDate day) {
        KeyDay place = new KeyDay(provider.name(), key.name(), day);
        return own.getOrDefault(place, Count.NOTHING).plus(read.getOrDefault(place, Count.NOTHING));
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}
