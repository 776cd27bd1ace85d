package io.fareway.model;

/** How a journey ends before its time: its caller leaves, or the gateway stops. Either cancels the call under way. */
public final class Ending {

    private volatile boolean cancelled;
    private volatile boolean stopped;
    private volatile Runnable cancelCall = () -> {};

    /** The caller has left: nobody is told anything. */
    public void cancel() {
        cancelled = true;
        cancelCall.run();
    }

    /** Whether the caller has left. */
    public boolean isCancelled() {
        return cancelled;
    }

    /** The gateway stops: no further call begins, and the caller is told. */
    public void stop() {
        stopped = true;
        cancelCall.run();
    }

    /** Whether the gateway has stopped it. */
    public boolean isStopped() {
        return stopped;
    }

    /** Takes in what cancels the call under way; does so at once when it is too late for a call. */
    public void callIs(Runnable cancellation) {
        cancelCall = cancellation;
        if (cancelled || stopped) {
            cancellation.run();
        }
    }
}
