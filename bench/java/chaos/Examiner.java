package bench.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Judges what a client got.
 *
 * @param kills whether the gateway is killed during the run, so that connections may end in the middle
 */
record Examiner(boolean kills) {

    /** Everybody who may be asked has failed, or the gateway cannot book. */
    private static final Set<Integer> HONEST_ERRORS = Set.of(502, 503, 504);

    private static final Pattern CONTENT = Pattern.compile("\"content\":\"([^\"]*)\"");
    private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]*)\"");
    private static final Pattern COMPLETION_TOKENS = Pattern.compile("\"completion_tokens\":(\\d+)");
    private static final String FINISH = "\"finish_reason\":\"stop\"";
    private static final String ERROR = "{\"error\":{";

    Verdict judge(Received received) {
        if (received.status() == 0) {
            return kills ? Verdict.LOST : Verdict.DAMAGED;
        }
        if (received.status() != 200) {
            return judgeError(received);
        }
        return received.question().isStream() ? judgeStream(received) : judgePlain(received);
    }

    private Verdict judgeError(Received received) {
        if (!received.clean()) {
            return kills ? Verdict.LOST : Verdict.DAMAGED;
        }
        boolean honest = HONEST_ERRORS.contains(received.status()) && received.body().startsWith(ERROR);
        return honest ? Verdict.ERROR : Verdict.DAMAGED;
    }

    private Verdict judgePlain(Received received) {
        if (!received.clean()) {
            return kills ? Verdict.LOST : Verdict.DAMAGED;
        }
        boolean whole = all(CONTENT, received.body()).equals(List.of(received.question().answer()))
                && received.body().contains(FINISH)
                && tokensAgree(received);
        return whole ? Verdict.WHOLE : Verdict.DAMAGED;
    }

    private Verdict judgeStream(Received received) {
        List<String> data = data(received.body());
        String answer = received.question().answer();
        String text = String.join("", all(CONTENT, received.body()));
        boolean ended = !data.isEmpty() && data.getLast().equals("[DONE]");
        if (ended && received.clean()) {
            return text.equals(answer) && isOneStream(data, received) ? Verdict.WHOLE : Verdict.DAMAGED;
        }
        if (ended || received.clean() || !answer.startsWith(text)) {
            return isLostEnd(received, text) ? Verdict.LOST : Verdict.DAMAGED;
        }
        if (!data.isEmpty() && data.getLast().startsWith(ERROR)) {
            return Verdict.IN_BAND_ERROR;
        }
        return kills ? Verdict.LOST : Verdict.DAMAGED;
    }

    /** A kill between the end mark and the end of the response: the client has its answer, unacknowledged by HTTP. */
    private boolean isLostEnd(Received received, String text) {
        return kills && !received.clean() && text.equals(received.question().answer());
    }

    /** One identity, one finish, one usage report and one end mark, in that order at the end. */
    private static boolean isOneStream(List<String> data, Received received) {
        List<String> chunks = data.subList(0, data.size() - 1);
        long finishes = chunks.stream().filter(chunk -> chunk.contains(FINISH)).count();
        return Set.copyOf(all(ID, received.body())).size() == 1
                && finishes == 1
                && chunks.size() >= 2
                && chunks.get(chunks.size() - 2).contains(FINISH)
                && !chunks.contains("[DONE]")
                && tokensAgree(received);
    }

    /** A stream without usage is counted by the gateway's own tokenizer, near enough for a plausible figure. */
    private static boolean tokensAgree(Received received) {
        List<String> reported = all(COMPLETION_TOKENS, received.body());
        if (reported.size() != 1) {
            return false;
        }
        int expected = received.question().tokens().size();
        int told = Integer.parseInt(reported.getFirst());
        return received.question().isStream() ? told >= expected && told <= 2 * expected : told == expected;
    }

    private static List<String> data(String body) {
        return body.lines()
                .filter(line -> line.startsWith("data: "))
                .map(line -> line.substring("data: ".length()))
                .toList();
    }

    private static List<String> all(Pattern pattern, String text) {
        List<String> found = new ArrayList<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }
}
