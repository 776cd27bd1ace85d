package bench.chaos;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Which requests have to be answered: those that some provider could have answered within the calls that the gateway may
 * make. What becomes of a call is drawn from its request, its provider and its number alone, so this is known without
 * asking the gateway.
 *
 * <p>A provider could have answered a request when its first call is drawn to be good; or its second, where the first
 * failed otherwise than by silence, as a provider that was silent is not asked again. The tiers of the run allow as many
 * calls as that takes: two to each provider. A provider that is down for a request is down for all calls of it.
 */
record Obligation(Chance chance) {

    /** How many of the requests that could have been answered were not, and how many there are. */
    record Balance(long answerable, List<Result> broken) {}

    Balance of(List<Result> results) {
        List<Result> answerable = results.stream()
                .filter(result -> result.verdict() != Verdict.LOST)
                .filter(result -> couldBeAnswered(result.question()))
                .toList();
        return new Balance(
                answerable.size(),
                answerable.stream()
                        .filter(result -> result.verdict() != Verdict.WHOLE)
                        .toList());
    }

    private boolean couldBeAnswered(Question question) {
        return IntStream.range(0, Providers.COUNT).anyMatch(provider -> couldAnswer(provider, question));
    }

    private boolean couldAnswer(int provider, Question question) {
        Fault first = chance.fault(provider, question.number(), 1, question.isStream());
        return first.isHarmless()
                || (!first.isSilence()
                        && chance.fault(provider, question.number(), 2, question.isStream())
                                .isHarmless());
    }
}
