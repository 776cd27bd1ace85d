package io.fareway.testing;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What LangChain4j reports of one stream. */
public final class StreamObserver implements StreamingChatResponseHandler {

    private final List<String> pieces = new CopyOnWriteArrayList<>();
    private final CompletableFuture<ChatResponse> end = new CompletableFuture<>();
    private final boolean cancelling;

    /** One that reads to the end. */
    public StreamObserver() {
        this(false);
    }

    private StreamObserver(boolean cancelling) {
        this.cancelling = cancelling;
    }

    /** One that cancels as soon as a text arrives. */
    public static StreamObserver cancellingAtFirstPiece() {
        return new StreamObserver(true);
    }

    @Override
    public void onPartialResponse(PartialResponse piece, PartialResponseContext context) {
        pieces.add(piece.text());
        if (cancelling) {
            context.streamingHandle().cancel();
        }
    }

    @Override
    public void onCompleteResponse(ChatResponse answer) {
        end.complete(answer);
    }

    @Override
    public void onError(Throwable error) {
        end.completeExceptionally(error);
    }

    /** The pieces of text so far. */
    public List<String> pieces() {
        return pieces;
    }

    /**
     * The whole answer, awaited for at most half a minute.
     *
     * @throws ExecutionException with what LangChain4j reported instead of an answer
     */
    public ChatResponse answer() throws InterruptedException, ExecutionException, TimeoutException {
        return end.get(30, TimeUnit.SECONDS);
    }
}
