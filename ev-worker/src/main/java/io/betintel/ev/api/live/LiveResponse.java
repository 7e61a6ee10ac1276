package io.betintel.ev.api.live;

import io.betintel.ev.api.live.LiveClient.Ending;
import io.javalin.http.Context;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;

/**
 * Sends one client what waits for it, whenever its connection takes bytes. No thread waits for a
 * client: one that does not read keeps only its queue.
 */
final class LiveResponse implements WriteListener {
  private final LiveHub hub;
  private final LiveClient client;
  private final OneAtATime writer;
  private final Context request;
  private final AsyncContext async;
  private final ServletOutputStream out;
  private final CompletableFuture<Void> end = new CompletableFuture<>();
  private volatile boolean open;

  // Used by one thread at a time: the writer.
  private boolean unflushed;

  private LiveResponse(LiveHub hub, LiveClient client, Executor writers, Context request)
      throws IOException {
    this.hub = hub;
    this.client = client;
    this.writer = new OneAtATime(writers, this::write);
    this.request = request;
    this.async = request.req().startAsync();
    // Not the request's own stream, which may compress: what is written must go out.
    this.out = request.res().getOutputStream();
  }

  /** The client has joined the hub. */
  static void begin(LiveHub hub, LiveClient client, Executor writers, Context request)
      throws IOException {
    LiveResponse response = new LiveResponse(hub, client, writers, request);
    response.async.setTimeout(0);
    request.future(() -> response.end);
    client.onWake(response.writer::wake);
    response.out.setWriteListener(response);
  }

  @Override
  public void onWritePossible() {
    open = true;
    client.flowing();
    writer.wake();
  }

  @Override
  public void onError(Throwable gone) {
    hub.leave(client, Ending.CLIENT);
    end.complete(null);
  }

  private void write() {
    try {
      if (open && !end.isDone()) {
        writeWhatThereIs();
      }
    } catch (IOException | RuntimeException e) {
      onError(e);
    }
  }

  private void writeWhatThereIs() throws IOException {
    if (client.ending().equals(Optional.of(Ending.SLOW))) {
      // It reads nothing, so it would not read an orderly end either.
      cut();
      return;
    }
    while (ready()) {
      Optional<byte[]> frame = hub.next(client);
      if (frame.isPresent()) {
        out.write(frame.get());
        unflushed = true;
      } else if (unflushed) {
        unflushed = false;
        out.flush();
      } else if (client.ending().isPresent()) {
        end.complete(null);
        return;
      } else if (!hub.more(client)) {
        return;
      }
    }
  }

  /** False if {@link #onWritePossible} follows when the connection takes bytes again. */
  private boolean ready() {
    // Before the question: the call back may come while it is being answered.
    hub.blocked(client);
    boolean ready = out.isReady();
    if (ready) {
      client.flowing();
    }
    return ready;
  }

  private void cut() {
    ServletContextRequest.getServletContextRequest(request.req())
        .getConnectionMetaData()
        .getConnection()
        .getEndPoint()
        .close();
    end.complete(null);
  }
}
