package io.fareway.api;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;

/** Is told when a request that is answered by another thread has ended, however it has. */
record RequestEnd(Runnable action) implements AsyncListener {

    @Override
    public void onComplete(AsyncEvent event) {
        action.run();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        // its completion follows
    }

    @Override
    public void onError(AsyncEvent event) {
        // its completion follows
    }

    /** A request that is begun anew loses its listeners. */
    @Override
    public void onStartAsync(AsyncEvent event) {
        event.getAsyncContext().addListener(this);
    }
}
