package io.fareway.batch;

import io.fareway.model.BatchApi;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** {@link ProviderBatchContract} for each batch API. */
class ProviderBatchTest {

    @Nested
    class OpenAi extends ProviderBatchContract {

        OpenAi(@TempDir Path home) {
            super(home, BatchApi.OPENAI);
        }
    }

    @Nested
    class AzureOpenAi extends ProviderBatchContract {

        AzureOpenAi(@TempDir Path home) {
            super(home, BatchApi.AZURE_OPENAI);
        }
    }

    @Nested
    class Anthropic extends ProviderBatchContract {

        Anthropic(@TempDir Path home) {
            super(home, BatchApi.ANTHROPIC);
        }
    }

    @Nested
    class Gemini extends ProviderBatchContract {

        Gemini(@TempDir Path home) {
            super(home, BatchApi.GEMINI);
        }
    }

    @Nested
    class Mistral extends ProviderBatchContract {

        Mistral(@TempDir Path home) {
            super(home, BatchApi.MISTRAL);
        }
    }

    @Nested
    class Together extends ProviderBatchContract {

        Together(@TempDir Path home) {
            super(home, BatchApi.TOGETHER);
        }
    }
}
