package bench.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A request by its number, and the answer that every provider gives to it.
 *
 * @param number stands in the prompt, so that providers' logs and answers can be joined
 */
record Question(int number) {

    private static final int FEWEST_TOKENS = 20;
    private static final int MOST_TOKENS = 60;
    private static final List<String> WORDS = List.of(
            "the", "harbour", "is", "quiet", "until", "a", "ferry", "turns", "and", "its", "wake", "lifts", "every",
            "boat", "along", "old", "wall", "while", "gulls", "wait");
    private static final List<String> TIERS = List.of("simple", "medium", "complex");
    private static final Pattern NUMBER = Pattern.compile("Question number (\\d+)");

    /** Returns the question that a request body holds. */
    static Question in(String body) {
        Matcher matcher = NUMBER.matcher(body);
        if (!matcher.find()) {
            throw new IllegalArgumentException("a provider was sent something else than a question: " + body);
        }
        return new Question(Integer.parseInt(matcher.group(1)));
    }

    /** Every second question is asked for as a stream. */
    boolean isStream() {
        return number % 2 == 0;
    }

    String body() {
        String stream = isStream() ? ",\"stream\":true,\"stream_options\":{\"include_usage\":true}" : "";
        return "{\"model\":\"" + TIERS.get(number % TIERS.size()) + "\",\"messages\":[{\"role\":\"user\",\"content\":"
                + "\"Question number " + number + "\"}]" + stream + "}";
    }

    /** Returns the answer, token by token. */
    List<String> tokens() {
        SplittableRandom random = new SplittableRandom(number);
        int count = random.nextInt(FEWEST_TOKENS, MOST_TOKENS + 1);
        List<String> tokens = new ArrayList<>(count);
        tokens.add("Answer " + number + ":");
        while (tokens.size() < count) {
            tokens.add(" " + WORDS.get(random.nextInt(WORDS.size())));
        }
        return tokens;
    }

    String answer() {
        return String.join("", tokens());
    }
}
