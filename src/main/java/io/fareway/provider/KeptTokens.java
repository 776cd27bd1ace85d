package io.fareway.provider;

import io.fareway.model.ProviderKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps tokens for their life. However many calls need one, it is asked for once; while one in its last minutes is
 * renewed, calls go on with it, so that nobody waits and a token server may be away for a while.
 */
final class KeptTokens {

    /** Between two renewals of a token that is still good, when its server fails. */
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(KeptTokens.class);

    private final TokenServer server;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<ProviderKey, AccessToken> tokens = new HashMap<>();
    private final Map<ProviderKey, CompletableFuture<AccessToken>> underWay = new HashMap<>();
    private final Map<ProviderKey, Instant> failedAt = new HashMap<>();
    private final Set<ProviderKey> reused = new HashSet<>();

    KeptTokens(TokenServer server, Clock clock) {
        this.server = server;
        this.clock = clock;
    }

    /**
     * A token that is good for now.
     *
     * @param patience how long to wait for a new one
     * @throws NoTokenException when none was given in that time
     */
    String tokenFor(ProviderKey key, Duration patience) throws NoTokenException {
        CompletableFuture<AccessToken> wanted;
        lock.lock();
        try {
            Instant now = clock.instant();
            Optional<AccessToken> held =
                    Optional.ofNullable(tokens.get(key)).filter(token -> now.isBefore(token.uselessFrom()));
            if (held.isPresent()) {
                reused.add(key);
                renewEarly(key, held.get(), now);
                return held.get().value();
            }
            wanted = askedOnce(key);
        } finally {
            lock.unlock();
        }
        return await(wanted, patience).value();
    }

    private void renewEarly(ProviderKey key, AccessToken held, Instant now) {
        boolean failedLately =
                now.isBefore(failedAt.getOrDefault(key, Instant.MIN).plus(PAUSE));
        if (!now.isBefore(held.renewFrom()) && !failedLately) {
            CompletableFuture<AccessToken> ignored = askedOnce(key); // calls go on with the old one
        }
    }

    private CompletableFuture<AccessToken> askedOnce(ProviderKey key) {
        return underWay.computeIfAbsent(key, this::ask);
    }

    /**
     * Forgets the token of a key, because the provider does not accept it: the next call gets a new one.
     *
     * @return whether that may help: false when the refused token was new
     */
    boolean drop(ProviderKey key) {
        lock.lock();
        try {
            tokens.remove(key);
            return reused.remove(key);
        } finally {
            lock.unlock();
        }
    }

    /** On a thread of its own: the call that needs it first may be given up. */
    private CompletableFuture<AccessToken> ask(ProviderKey key) {
        CompletableFuture<AccessToken> asked = new CompletableFuture<>();
        Thread.startVirtualThread(() -> {
            try {
                keep(key, server.ask(key), asked);
            } catch (NoTokenException none) {
                fail(key, none, asked);
            } catch (RuntimeException unexpected) {
                LOG.error("Asking for an access token for {} failed inside the gateway", key.name(), unexpected);
                fail(key, NoTokenException.unavailable("failed inside the gateway", unexpected), asked);
            }
        });
        return asked;
    }

    private void keep(ProviderKey key, AccessToken token, CompletableFuture<AccessToken> asked) {
        lock.lock();
        try {
            tokens.put(key, token);
            reused.remove(key);
            failedAt.remove(key);
            underWay.remove(key);
        } finally {
            lock.unlock();
        }
        asked.complete(token);
    }

    private void fail(ProviderKey key, NoTokenException none, CompletableFuture<AccessToken> asked) {
        LOG.warn("{} (for {})", none.getMessage(), key.name());
        lock.lock();
        try {
            failedAt.put(key, clock.instant());
            underWay.remove(key);
        } finally {
            lock.unlock();
        }
        asked.completeExceptionally(none);
    }

    private static AccessToken await(CompletableFuture<AccessToken> asked, Duration patience) throws NoTokenException {
        try {
            return asked.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof NoTokenException none) {
                throw none;
            }
            throw NoTokenException.unavailable("failed inside the gateway", failed);
        } catch (TimeoutException late) {
            throw NoTokenException.unavailable("no answer within " + FailureWords.seconds(patience), late);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw NoTokenException.unavailable("interrupted", stopped);
        }
    }
}
