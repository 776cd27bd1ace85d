package io.fareway.dialect.responses;

/** Ids of the items of answers that came in another dialect, which has none. */
final class ItemIds {

    /** How the ids of reasoning items begin that no provider knows. */
    static final String OWN_REASONING = "rs_fareway_";

    private ItemIds() {}

    static String response(String answerId) {
        return answerId.startsWith("resp_") ? answerId : "resp_" + answerId;
    }

    static String message(String answerId, int position) {
        return "msg_" + answerId + "_" + position;
    }

    static String call(String answerId, int position) {
        return "fc_" + answerId + "_" + position;
    }

    static String reasoning(String answerId, int position) {
        return OWN_REASONING + answerId + "_" + position;
    }
}
