package bench.chaos;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Which requests have to be answered: those that some provider could have answered within the calls that the gateway may
 * make. What becomes of a call is drawn from its request, its provider and its number alone, so this is known without
 * asking the gateway.
 *
 * <p>A provider could have answered a request when its first call is drawn to be good; or its second, where the first
 * failed otherwise than by silence, as a provider that was silent is not asked again. The tiers of the run allow as many
 * calls as that takes: two to each provider. A call in an outage, and one that came behind an answer whose end the provider
 * has hidden in the connection, is none that it answered well; only those are known from its log. Who met an outage may call
 * a second time, and who waits longer than it lasts has a first call.
 */
record Obligation(Chance chance, Map<String, Fault> spoilt) {

    /** Takes from the providers' logs which calls met an outage or were spoilt by the one before them. */
    static Obligation of(Chance chance, List<ProviderCall> calls) {
        Map<String, Integer> numbers = new HashMap<>();
        Map<String, Fault> spoilt = new HashMap<>();
        for (ProviderCall call : calls) {
            int number = numbers.merge(call.provider() + call.request(), 1, Integer::sum);
            if (call.fault() == Fault.LEFT_OVER || call.fault() == Fault.OUTAGE) {
                spoilt.put(key(call.provider(), call.request(), number), call.fault());
            }
        }
        return new Obligation(chance, spoilt);
    }

    private static String key(String provider, int request, int call) {
        return provider + " " + request + " " + call;
    }

    private Fault fault(int provider, Question question, int call) {
        return spoilt.getOrDefault(
                key(Providers.NAMES.get(provider), question.number(), call),
                chance.fault(provider, question.number(), call, question.isStream()));
    }

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
        Fault first = fault(provider, question, 1);
        return first.isHarmless() || (!first.isSilence() && fault(provider, question, 2).isHarmless());
    }
}
