package io.betintel.localstack;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * One direction of a proxied connection. One thread reads and another one writes, so that a delay
 * makes bytes late and not few.
 */
final class Pipe {
  private static final int CHUNK = 16 * 1024;
  private static final int MOST_CHUNKS = 256;

  private final Socket from;
  private final Socket to;
  private final Passage passage;
  private final Passage.Direction direction;
  private final BlockingQueue<Chunk> chunks = new ArrayBlockingQueue<>(MOST_CHUNKS);

  Pipe(Socket from, Socket to, Passage passage, Passage.Direction direction) {
    this.from = from;
    this.to = to;
    this.passage = passage;
    this.direction = direction;
  }

  /**
   * @param bytes none at the end
   */
  private record Chunk(ByteBuffer bytes, long at) {}

  /** Reads until the sender has ended its direction. */
  void read() throws IOException, InterruptedException {
    InputStream in = from.getInputStream();
    byte[] buffer = new byte[CHUNK];
    for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
      ByteBuffer bytes = ByteBuffer.allocate(count).put(buffer, 0, count).flip();
      chunks.put(new Chunk(bytes, System.nanoTime()));
    }
    chunks.put(new Chunk(ByteBuffer.allocate(0), System.nanoTime()));
  }

  /** Writes until the end, and passes on that too. */
  void write() throws IOException, InterruptedException {
    OutputStream out = to.getOutputStream();
    while (true) {
      Chunk next = chunks.take();
      passage.await(direction, next.at());
      if (!next.bytes().hasRemaining()) {
        to.shutdownOutput();
        return;
      }
      out.write(next.bytes().array(), 0, next.bytes().limit());
    }
  }
}
