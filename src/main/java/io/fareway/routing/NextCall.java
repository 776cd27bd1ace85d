package io.fareway.routing;

import static java.util.stream.Collectors.toSet;

import io.fareway.model.AnswerStream;
import io.fareway.model.Attempt;
import io.fareway.model.CallRules;
import io.fareway.model.Deployment;
import io.fareway.model.Journey;
import io.fareway.model.Prefill;
import io.fareway.model.Provider;
import io.fareway.model.StreamRecovery;
import io.fareway.model.conversation.OutputFormat;
import io.fareway.provider.Arrival;
import io.fareway.provider.Availability;
import io.fareway.provider.RetryBudget;
import io.fareway.provider.WaitingRoom;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Who of a request's plan may be called next: the same deployment with another key or after a chance failure, the first
 * that has not been called, one a second time, or for a stream that is begun one that can continue it. Nobody outside the
 * plan, and nobody more often than its repeats allow, other keys aside.
 */
final class NextCall {

    /** How many keys of a provider one request tries before it goes to another deployment. */
    private static final int MOST_KEYS_TRIED = 3;

    private static final int TOO_MANY_REQUESTS = 429;

    private final Journey journey;
    private final Availability availability;
    private final RetryBudget repeatBudget;
    private final WaitingRoom waitingRoom;
    private final Predicate<Deployment> stopped;
    private final Arrival arrival;

    /**
     * @param stopped whether an operator has stopped the route of a deployment
     */
    NextCall(
            Journey journey,
            Availability availability,
            RetryBudget repeatBudget,
            WaitingRoom waitingRoom,
            Predicate<Deployment> stopped) {
        this.journey = journey;
        this.availability = availability;
        this.repeatBudget = repeatBudget;
        this.waitingRoom = waitingRoom;
        this.stopped = stopped;
        this.arrival = Arrival.of(journey);
    }

    /** The deployment to be called now; empty when there is none. A second call is taken from the budget for repeats. */
    Optional<Deployment> candidate() {
        Optional<Deployment> callable = isBegun()
                ? restarted().or(this::prefilled)
                : withAnotherKey().or(this::repeated).or(this::uncalled).or(this::calledBefore);
        return callable.or(this::letThrough);
    }

    /**
     * How long until one of those that cannot be called now may be; empty when nobody is worth waiting for. Those that
     * could be lack only the budget for a second call, which others earn with each call of theirs.
     */
    Optional<Duration> soonest() {
        return worthWaitingFor()
                .map(deployment -> availability.closedToAllFor(deployment).orElse(Availability.UNTIL_A_CALL_ENDS))
                .min(Comparator.naturalOrder());
    }

    /** Takes its place among those that wait, wherever a call may bring an answer. */
    void queue() {
        List<Deployment> hopes = worthWaitingFor().toList();
        repeatBudget.await(
                arrival,
                hopes.stream()
                        .filter(this::needsBudget)
                        .map(Deployment::provider)
                        .collect(toSet()));
        waitingRoom.queue(
                arrival,
                hopes.stream()
                        .filter(hope -> !needsBudget(hope) || repeatBudget.covers(hope.provider(), arrival))
                        .map(Deployment::name)
                        .collect(toSet()));
    }

    /** Waits no longer. */
    void leaveQueue() {
        repeatBudget.leave(arrival);
        waitingRoom.leave(arrival);
    }

    private Stream<Deployment> worthWaitingFor() {
        return plan().filter(deployment -> isBegun() ? mayContinue(deployment) : mayAnswer(deployment));
    }

    /** Nobody else is left: a breaker that has opened again and again is tried before its wait is over. */
    private Optional<Deployment> letThrough() {
        return worthWaitingFor()
                .filter(deployment -> availability.unavailableFor(deployment).isPresent())
                .filter(deployment -> mayRestart() || !isBegun())
                .filter(deployment -> availability.closedToAllFor(deployment).isEmpty())
                .filter(this::isItsTurn)
                .filter(this::isWithinBudget)
                .filter(availability::letThrough)
                .findFirst();
    }

    private boolean isBegun() {
        return journey.stream().map(AnswerStream::isOpen).orElse(false);
    }

    private Stream<Deployment> plan() {
        return journey.plan().stream()
                .filter(deployment -> journey.earlier().mayFit(deployment) && !stopped.test(deployment));
    }

    private Stream<Deployment> callable() {
        return plan().filter(
                        deployment -> availability.unavailableFor(deployment).isEmpty())
                .filter(this::isItsTurn);
    }

    private boolean isItsTurn(Deployment deployment) {
        return waitingRoom.leavesAPlace(arrival, deployment.name(), availability.places(deployment));
    }

    /** A provider that refuses a key, or has had enough of it, is available as long as there is another. */
    private Optional<Deployment> withAnotherKey() {
        return journey.lastAttempt()
                .filter(last -> last.isKeyRefused() || last.httpStatus() == TOO_MANY_REQUESTS)
                .filter(last -> callsTo(last.deployment()) < keysToTry(last.deployment()))
                .flatMap(last -> callable().filter(last.deployment()::equals).findFirst());
    }

    /** Two at least: a key whose token was withdrawn stays good and gets a new one. */
    private int keysToTry(Deployment deployment) {
        int keys = journey.settings().providerOf(deployment).keys().size();
        return Math.clamp(keys, 2, MOST_KEYS_TRIED);
    }

    private Optional<Deployment> repeated() {
        return journey.lastAttempt()
                .filter(last -> last.isRepeatable() && callsTo(last.deployment()) < mostCalls(last.deployment()))
                .flatMap(last -> callable().filter(last.deployment()::equals).findFirst())
                .filter(deployment -> uncalled().isPresent()
                        ? repeatBudget.spendSpare(deployment.provider(), arrival)
                        : repeatBudget.spend(deployment.provider(), arrival));
    }

    /** The first and its repeats. */
    private int mostCalls(Deployment deployment) {
        CallRules rules = journey.settings()
                .knownProviderOf(deployment)
                .map(Provider::rules)
                .orElse(CallRules.USUAL);
        return 1 + rules.repeats();
    }

    private Optional<Deployment> uncalled() {
        return callable().filter(deployment -> callsTo(deployment) == 0).findFirst();
    }

    /** The last resort: a further call to a deployment that did answer, if not well. */
    private Optional<Deployment> calledBefore() {
        return callable()
                .filter(deployment -> callsTo(deployment) > 0 && mayAnswer(deployment))
                .filter(this::isWithinBudget)
                .findFirst();
    }

    /** Whether a call to this deployment may bring an answer. A silent one is not called again. */
    private boolean mayAnswer(Deployment deployment) {
        return callsTo(deployment) < mostCalls(deployment)
                && callsOf(deployment).allMatch(NextCall::mayBeRepeated);
    }

    /** A call that another one may well do better than. */
    private static boolean mayBeRepeated(Attempt call) {
        boolean spoke = call.httpStatus() == 200 && !call.isSilent();
        return spoke || call.isRepeatable() || call.httpStatus() == TOO_MANY_REQUESTS;
    }

    private boolean isWithinBudget(Deployment deployment) {
        return !needsBudget(deployment) || repeatBudget.spend(deployment.provider(), arrival);
    }

    /** Further calls do; but who was refused for its rate limit has not cost the provider anything. */
    private boolean needsBudget(Deployment deployment) {
        return callsTo(deployment) > 0 && callsOf(deployment).noneMatch(call -> call.httpStatus() == TOO_MANY_REQUESTS);
    }

    /** A begun stream goes on by comparison with a restart, by the one that broke off too: who else repeats its words? */
    private Optional<Deployment> restarted() {
        if (!mayRestart()) {
            return Optional.empty();
        }
        return uncalled().or(() -> callable()
                .filter(deployment -> callsTo(deployment) < mostCalls(deployment))
                .filter(this::isWithinBudget)
                .findFirst());
    }

    private Optional<Deployment> prefilled() {
        Optional<Deployment> continuing = callable().filter(this::mayPrefill).findFirst();
        continuing.ifPresent(any -> journey.earlier().prefilling(true));
        return continuing;
    }

    private boolean mayContinue(Deployment deployment) {
        return (mayRestart() && callsTo(deployment) < mostCalls(deployment)) || mayPrefill(deployment);
    }

    private boolean isResumable() {
        return journey.recovery() == StreamRecovery.RESUME
                && journey.earlier().sent().isComparable();
    }

    private boolean mayRestart() {
        return isResumable() && !journey.earlier().hasDiverged();
    }

    /** Words only, once: neither calls nor JSON are continued by another model. */
    private boolean mayPrefill(Deployment deployment) {
        return isResumable()
                && !journey.earlier().isPrefilling()
                && journey.earlier().sent().onlyText()
                && journey.request().conversation().format() instanceof OutputFormat.Text
                && deployment.prefill() != Prefill.NONE;
    }

    private Stream<Attempt> callsOf(Deployment deployment) {
        return journey.attempts().stream()
                .filter(attempt -> attempt.deployment().equals(deployment));
    }

    private long callsTo(Deployment deployment) {
        return callsOf(deployment).count();
    }
}
