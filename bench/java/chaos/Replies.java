package bench.chaos;

import java.util.ArrayList;
import java.util.List;

/** What a healthy provider sends, in OpenAI's format. */
final class Replies {

    static final int PROMPT_TOKENS = 11;

    private static final String ID = "\"id\":\"chatcmpl-%s-%d\",\"created\":1760000000,\"model\":\"echo\"";

    private Replies() {}

    static String completion(String provider, Question question) {
        return "{" + ID.formatted(provider, question.number())
                + ",\"object\":\"chat.completion\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\""
                + question.answer() + "\"},\"finish_reason\":\"stop\"}]," + usage(question) + "}";
    }

    /** Returns the events of a stream up to its finish: the role, the tokens, the finish. */
    static List<String> events(String provider, Question question) {
        List<String> events = new ArrayList<>();
        events.add(chunk(provider, question, "{\"role\":\"assistant\",\"content\":\"\"}", "null"));
        for (String token : question.tokens()) {
            events.add(chunk(provider, question, "{\"content\":\"" + token + "\"}", "null"));
        }
        events.add(chunk(provider, question, "{}", "\"stop\""));
        return events;
    }

    static String usageEvent(String provider, Question question) {
        return "data: {" + ID.formatted(provider, question.number())
                + ",\"object\":\"chat.completion.chunk\",\"choices\":[]," + usage(question) + "}\n\n";
    }

    private static String chunk(String provider, Question question, String delta, String finish) {
        return "data: {" + ID.formatted(provider, question.number())
                + ",\"object\":\"chat.completion.chunk\",\"choices\":[{\"index\":0,\"delta\":" + delta
                + ",\"finish_reason\":" + finish + "}]}\n\n";
    }

    private static String usage(Question question) {
        int tokens = question.tokens().size();
        return "\"usage\":{\"prompt_tokens\":" + PROMPT_TOKENS + ",\"completion_tokens\":" + tokens
                + ",\"total_tokens\":" + (PROMPT_TOKENS + tokens) + "}";
    }
}
