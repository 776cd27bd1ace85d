package io.fareway.routing;

import io.fareway.model.AnswerStream;
import io.fareway.model.Attempt;
import io.fareway.model.Deployment;
import io.fareway.model.Journey;
import io.fareway.model.Prefill;
import io.fareway.model.RequestError;
import io.fareway.model.StreamRecovery;
import io.fareway.model.conversation.OutputFormat;
import io.fareway.provider.Availability;
import io.fareway.provider.RetryBudget;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.springframework.stereotype.Component;

/** Hands the candidates of a plan to the failover load balancer, one at each turn. */
@Component
public class Candidates {

    /** What a caller is told when nobody said how long to wait. */
    private static final Duration DEFAULT_RETRY_AFTER = Duration.ofSeconds(5);

    /** Before the same call is repeated; up to twice as long, so that callers do not march in step. */
    private static final Duration REPEAT_PAUSE = Duration.ofMillis(50);

    private static final int TOO_MANY_REQUESTS = 429;

    /** A rate limit that ends later than this is not waited for. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    /** How many keys of a provider one request tries before it goes to another deployment. */
    private static final int MOST_KEYS_TRIED = 3;

    private static final String CANDIDATE_ROUTE = "candidateRoute";

    private final Availability availability;
    private final RetryBudget repeatBudget;

    Candidates(Availability availability, RetryBudget repeatBudget) {
        this.availability = availability;
        this.repeatBudget = repeatBudget;
    }

    /**
     * Gives the turn to the next candidate that can be called now: the same one again with another key or after a chance failure, the next of
     * the plan, one that can continue a begun stream, or after a short wait one that asked for it. The routes read its
     * name as exchange property {@value #CANDIDATE_ROUTE}.
     *
     * @throws RequestError when none is left, which ends the failover
     */
    public void next(Exchange exchange, @ExchangeProperty(Journey.PROPERTY) Journey journey) {
        next(journey);
        exchange.setProperty(CANDIDATE_ROUTE, journey.candidate().orElseThrow().routeName());
    }

    private void next(Journey journey) {
        notePassedOver(journey);
        if (journey.ending().isCancelled()
                || journey.remaining(System.nanoTime()).isNegative()) {
            throw exhausted(journey);
        }
        boolean begun = journey.stream().map(AnswerStream::isOpen).orElse(false);
        boolean found = begun
                ? canContinue(journey)
                : canUseAnotherKey(journey)
                        || canRepeat(journey)
                        || canMoveOn(journey)
                        || canWait(journey)
                        || canReturnToOneThatSpoke(journey);
        if (!found) {
            throw exhausted(journey);
        }
    }

    private static void notePassedOver(Journey journey) {
        journey.candidate().filter(turn -> attemptsAt(turn, journey) == 0).ifPresent(journey.passedOver()::add);
    }

    /** A provider that refuses a key is available as long as there is another. */
    private boolean canUseAnotherKey(Journey journey) {
        return journey.lastAttempt()
                .filter(Attempt::isKeyRefused)
                .map(Attempt::deployment)
                .filter(deployment -> attemptsAt(deployment, journey) < MOST_KEYS_TRIED)
                .filter(deployment -> availability.unavailableFor(deployment).isEmpty())
                .isPresent();
    }

    private boolean canRepeat(Journey journey) {
        Optional<Attempt> last = journey.lastAttempt().filter(Attempt::isRepeatable);
        if (last.isEmpty()) {
            return false;
        }
        Deployment deployment = last.get().deployment();
        boolean repeats = attemptsAt(deployment, journey) == 1
                && availability.unavailableFor(deployment).isEmpty()
                && repeatBudget.spend(deployment.provider());
        if (repeats) {
            pause(REPEAT_PAUSE.plusMillis(ThreadLocalRandom.current().nextLong(REPEAT_PAUSE.toMillis())));
        }
        return repeats;
    }

    private boolean canMoveOn(Journey journey) {
        while (journey.nextCandidate()) {
            if (journey.candidate().filter(next -> isCallable(next, journey)).isPresent()) {
                return true;
            }
        }
        return false;
    }

    private boolean isCallable(Deployment deployment, Journey journey) {
        return journey.earlier().mayFit(deployment)
                && availability.unavailableFor(deployment).isEmpty();
    }

    /**
     * Waits for a rate limit that ends soon, rather than failing a request that patience would save; once more when others
     * who waited were quicker.
     */
    private boolean canWait(Journey journey) {
        long begun = System.nanoTime();
        while (Duration.ofNanos(System.nanoTime() - begun).compareTo(LONGEST_WAIT) < 0
                && canTurnToSoonest(
                        journey,
                        deployment -> availability.unavailableFor(deployment).isPresent())) {
            boolean stillFull = journey.candidate().filter(availability::isFull).isPresent();
            if (!stillFull || journey.ending().isCancelled()) {
                return true;
            }
        }
        return false;
    }

    /** A second call to a deployment of the plan, the one that broke off included: who else could repeat its words? */
    private boolean canReturn(Journey journey) {
        return canTurnToSoonest(
                journey,
                deployment -> !isBusyOrStopped(deployment, journey)
                        && (attemptsAt(deployment, journey) == 0 || repeatBudget.spend(deployment.provider())));
    }

    /** The last resort: a second call to a deployment that did answer, if not well. A silent one is not called again. */
    private boolean canReturnToOneThatSpoke(Journey journey) {
        return canTurnToSoonest(
                journey, deployment -> spokeTo(journey, deployment) && repeatBudget.spend(deployment.provider()));
    }

    private static boolean spokeTo(Journey journey, Deployment deployment) {
        return journey.attempts().stream()
                .filter(attempt -> attempt.deployment().equals(deployment))
                .anyMatch(attempt -> attempt.httpStatus() == 200 && !attempt.isSilent());
    }

    private boolean canTurnToSoonest(Journey journey, Predicate<Deployment> condition) {
        Duration longest = min(LONGEST_WAIT, journey.remaining(System.nanoTime()));
        Optional<Deployment> soonest = journey.plan().stream()
                .filter(deployment -> journey.earlier().mayFit(deployment) && attemptsAt(deployment, journey) < 2)
                .filter(deployment -> pauseOf(deployment).compareTo(longest) <= 0)
                .sorted(Comparator.comparing(this::pauseOf))
                .filter(condition)
                .findFirst();
        soonest.ifPresent(deployment -> {
            pause(pauseOf(deployment));
            journey.turnTo(deployment);
        });
        return soonest.isPresent();
    }

    /** A begun stream goes on by comparison with a restart, or where that differed by a deployment that continues text. */
    private boolean canContinue(Journey journey) {
        if (journey.recovery() != StreamRecovery.RESUME
                || !journey.earlier().sent().isComparable()) {
            return false;
        }
        if (!journey.earlier().hasDiverged() && (canMoveOn(journey) || canReturn(journey))) {
            return true;
        }
        if (!journey.earlier().sent().onlyText()
                || !(journey.request().conversation().format() instanceof OutputFormat.Text)) {
            return false;
        }
        Optional<Deployment> continuing = journey.plan().stream()
                .filter(deployment -> deployment.prefill() != Prefill.NONE
                        && !journey.earlier().isPrefilling())
                .filter(deployment -> isCallable(deployment, journey) && !isBusyOrStopped(deployment, journey))
                .findFirst();
        continuing.ifPresent(deployment -> {
            journey.turnTo(deployment);
            journey.earlier().prefilling(true);
        });
        return continuing.isPresent();
    }

    private static long attemptsAt(Deployment deployment, Journey journey) {
        return journey.attempts().stream()
                .filter(attempt -> attempt.deployment().equals(deployment))
                .count();
    }

    private Duration pauseOf(Deployment deployment) {
        return availability.unavailableFor(deployment).orElse(Duration.ZERO);
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static void pause(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The error for a journey on which no candidate answered: what was tried, and when to come again. */
    public RequestError exhausted(Journey journey) {
        if (journey.earlier().refusal().isPresent()) {
            return RequestError.passedOn(journey.earlier().refusal().get());
        }
        List<String> tried = new ArrayList<>();
        for (Attempt attempt : journey.attempts()) {
            tried.add(attempt.deployment().name() + ": " + attempt.error());
        }
        List<Duration> pauses = new ArrayList<>();
        for (Deployment deployment : journey.plan()) {
            Optional<Duration> pause = availability.unavailableFor(deployment);
            pause.ifPresent(pauses::add);
            if (attemptsAt(deployment, journey) == 0) {
                reasonNotToCall(deployment, pause, journey)
                        .ifPresent(why -> tried.add(deployment.name() + ": not called, " + why));
            }
        }
        Duration retryAfter = pauses.size() < journey.plan().size()
                ? DEFAULT_RETRY_AFTER
                : pauses.stream().min(Comparator.naturalOrder()).orElse(DEFAULT_RETRY_AFTER);
        if (isOnlyFull(journey)) {
            return RequestError.rateLimited(
                    "All providers that could answer have reached their rate limits: " + String.join("; ", tried)
                            + ". Try again in " + seconds(retryAfter) + " s, or ask for another model or tier.",
                    retryAfter);
        }
        return RequestError.exhausted(
                "No provider could answer. Tried: " + String.join("; ", tried)
                        + ". Try again later, or ask for another model or tier.",
                retryAfter,
                tried);
    }

    /** Nobody is ill: everybody who was asked, or would have been, has too much to do. */
    private boolean isOnlyFull(Journey journey) {
        return !journey.plan().isEmpty()
                && journey.plan().stream().allMatch(availability::isFull)
                && journey.attempts().stream().allMatch(attempt -> attempt.httpStatus() == TOO_MANY_REQUESTS);
    }

    private Optional<String> reasonNotToCall(Deployment deployment, Optional<Duration> pause, Journey journey) {
        if (isBusyOrStopped(deployment, journey)) {
            return Optional.of("too many calls under way or stopped by an operator");
        }
        return pause.map(wait -> "out of service for " + seconds(wait) + " s");
    }

    /** It had its turn without being called, and not because of a pause that ends. */
    private boolean isBusyOrStopped(Deployment deployment, Journey journey) {
        return journey.passedOver().contains(deployment)
                && availability.unavailableFor(deployment).isEmpty();
    }

    private static long seconds(Duration duration) {
        return Math.max(1, duration.plusMillis(999).toSeconds());
    }
}
