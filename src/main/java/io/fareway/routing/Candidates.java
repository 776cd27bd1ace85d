package io.fareway.routing;

import io.fareway.model.Deployment;
import io.fareway.model.Journey;
import io.fareway.model.RequestError;
import io.fareway.provider.Availability;
import io.fareway.provider.ProviderRoutes;
import io.fareway.provider.RetryBudget;
import io.fareway.provider.WaitingRoom;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.ServiceStatus;
import org.springframework.stereotype.Component;

/**
 * Hands the candidates of a plan to the failover load balancer, one at each turn, and ends the failover when none is left.
 * Bounds the calls of a request, not its turns: a candidate that could not be called after all costs nothing. While none
 * can be called, the request waits, as long as its tier's patience and its deadline allow.
 */
@Component
public class Candidates {

    /** Before the same call is repeated; up to twice as long, so that callers do not march in step. */
    private static final Duration REPEAT_PAUSE = Duration.ofMillis(50);

    private static final String CANDIDATE_ROUTE = "candidateRoute";

    private final Availability availability;
    private final RetryBudget repeatBudget;
    private final WaitingRoom waitingRoom;

    Candidates(Availability availability, RetryBudget repeatBudget, WaitingRoom waitingRoom) {
        this.availability = availability;
        this.repeatBudget = repeatBudget;
        this.waitingRoom = waitingRoom;
    }

    /**
     * Gives the turn to the next candidate that can be called. The routes read its name as exchange property
     * {@value #CANDIDATE_ROUTE}.
     *
     * @throws RequestError when none is left, which ends the failover
     */
    public void next(Exchange exchange, @ExchangeProperty(Journey.PROPERTY) Journey journey) {
        Predicate<Deployment> stopped = deployment -> isStopped(exchange, deployment);
        NextCall nextCall = new NextCall(journey, availability, repeatBudget, waitingRoom, stopped);
        if (journey.turns().wasLastInVain(journey.attempts().size())) {
            journey.earlier().prefilling(false);
            await(journey, waitingRoom.news(), aMoment());
        }
        Deployment candidate =
                callable(journey, nextCall).orElseThrow(() -> new NobodyLeft(journey, availability, stopped).error());
        if (isRepeat(journey, candidate)) {
            pause(aMoment());
        }
        journey.turnTo(candidate);
        exchange.setProperty(CANDIDATE_ROUTE, candidate.routeName());
    }

    private Optional<Deployment> callable(Journey journey, NextCall nextCall) {
        try {
            return awaited(journey, nextCall);
        } finally {
            nextCall.leaveQueue();
        }
    }

    private Optional<Deployment> awaited(Journey journey, NextCall nextCall) {
        while (mayGoOn(journey)) {
            long news = waitingRoom.news();
            Optional<Deployment> candidate = nextCall.candidate();
            if (candidate.isPresent()) {
                return candidate;
            }
            Duration patience = patienceLeft(journey);
            Optional<Duration> wait = nextCall.soonest().filter(soonest -> soonest.compareTo(patience) <= 0);
            if (wait.isEmpty()) {
                return Optional.empty();
            }
            nextCall.queue();
            await(journey, news, wait.get());
        }
        return Optional.empty();
    }

    private static boolean mayGoOn(Journey journey) {
        return !journey.ending().isCancelled()
                && !journey.remaining(System.nanoTime()).isNegative()
                && callsInTier(journey) <= journey.tierSettings().failovers()
                && !Thread.currentThread().isInterrupted();
    }

    private static int callsInTier(Journey journey) {
        return journey.attempts().size() - journey.turns().callsInEarlierTiers();
    }

    private static Duration patienceLeft(Journey journey) {
        Duration patience =
                journey.tierSettings().patience().minus(journey.turns().waited());
        Duration remaining = journey.remaining(System.nanoTime());
        return patience.compareTo(remaining) < 0 ? patience : remaining;
    }

    /** A caller that leaves and a gateway that stops end the wait. */
    private void await(Journey journey, long news, Duration longest) {
        long begun = System.nanoTime();
        journey.ending().callIs(waitingRoom::tell);
        waitingRoom.await(news, longest);
        journey.turns().addWait(Duration.ofNanos(System.nanoTime() - begun));
    }

    /** Another key is tried at once. */
    private static boolean isRepeat(Journey journey, Deployment candidate) {
        return journey.lastAttempt()
                .filter(last -> last.deployment().equals(candidate) && !last.isKeyRefused())
                .isPresent();
    }

    private static boolean isStopped(Exchange exchange, Deployment deployment) {
        ServiceStatus status =
                exchange.getContext().getRouteController().getRouteStatus(ProviderRoutes.idOf(deployment));
        return status == null || !status.isStarted();
    }

    private static Duration aMoment() {
        return REPEAT_PAUSE.plusMillis(ThreadLocalRandom.current().nextLong(REPEAT_PAUSE.toMillis()));
    }

    private static void pause(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
