package io.fareway.model;

/**
 * One model at one provider under one key and region: the unit that is priced, measured, broken and chosen.
 *
 * @param provider the provider's name
 * @param model the model's common name, the same at every provider that serves it, for example {@code llama-3.3-70b}
 * @param providerModel what this provider calls the model
 * @param contextTokens largest prompt plus answer, in tokens
 * @param feedKey the model's key in a price feed of LiteLLM's format; empty when the feed does not list it
 * @param simulated true for demo deployments
 * @param prefill how it is asked to continue an answer begun elsewhere
 * @param wire how it is spoken to
 */
public record Deployment(
        String provider,
        String model,
        String providerModel,
        int contextTokens,
        String feedKey,
        boolean simulated,
        Prefill prefill,
        Wire wire) {

    /** A deployment that speaks OpenAI chat. */
    public Deployment(
            String provider,
            String model,
            String providerModel,
            int contextTokens,
            String feedKey,
            boolean simulated,
            Prefill prefill) {
        this(provider, model, providerModel, contextTokens, feedKey, simulated, prefill, Wire.OPENAI_CHAT);
    }

    /** The same, which cannot continue an answer begun elsewhere. */
    public Deployment(
            String provider, String model, String providerModel, int contextTokens, String feedKey, boolean simulated) {
        this(provider, model, providerModel, contextTokens, feedKey, simulated, Prefill.NONE);
    }

    /** The same under another name at its provider. */
    public Deployment named(String atProvider) {
        return new Deployment(provider, model, atProvider, contextTokens, feedKey, simulated, prefill, wire);
    }

    /** Provider and model, for example {@code groq/llama-3.3-70b}: unique in a gateway. */
    public String name() {
        return provider + "/" + model;
    }

    /** The name in route ids, endpoint addresses and breaker names, where a slash means something else. */
    public String routeName() {
        return provider + "-" + model;
    }
}
