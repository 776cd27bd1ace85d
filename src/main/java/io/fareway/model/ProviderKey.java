package io.fareway.model;

/**
 * One of our keys at a provider.
 *
 * @param name where it comes from, for example {@code GROQ_API_KEY}: what people may see of it
 * @param secret the key itself
 */
public record ProviderKey(String name, Secret secret) {

    /** Stands for the call to a server that asks for no key. */
    public static final ProviderKey NONE = new ProviderKey("none", Secret.NONE);
}
