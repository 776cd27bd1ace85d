package io.fareway.batch.remote;

/**
 * OpenAI's batches at Azure: the same below {@code /openai}, with addresses that lack the version. The requests name a
 * deployment of type Global Batch.
 *
 * <p>Wire format: <a href="https://learn.microsoft.com/azure/ai-services/openai/how-to/batch">global batch</a>.
 */
final class AzureBatches extends OpenAiBatches {

    AzureBatches(BatchHttp http) {
        super(http);
    }

    @Override
    String root() {
        return "/openai";
    }

    /** Live calls name the deployment in the path, lines of a batch in the body. */
    @Override
    String url(String path) {
        return path.replaceFirst("^/openai/deployments/[^/]+", "");
    }
}
