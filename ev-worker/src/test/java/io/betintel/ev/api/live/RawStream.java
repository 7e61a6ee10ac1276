package io.betintel.ev.api.live;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A live stream by hand, for what no HTTP client does: to read nothing, or to end by a reset. */
final class RawStream {
  private RawStream() {}

  /** The bytes that ask for it. */
  static byte[] asks(String query, String... headers) {
    StringBuilder request =
        new StringBuilder("GET /v1/live" + query + " HTTP/1.1\r\nHost: localhost\r\n");
    for (String header : headers) {
      request.append(header).append("\r\n");
    }
    return request.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII);
  }

  /** What arrives until a text does, or the end does. */
  static String readTo(Socket socket, String last) throws IOException {
    StringBuilder read = new StringBuilder();
    byte[] some = new byte[65_536];
    while (read.indexOf(last, Math.max(0, read.length() - some.length - last.length())) < 0) {
      int length = socket.getInputStream().read(some);
      if (length < 0) {
        break;
      }
      read.append(new String(some, 0, length, StandardCharsets.ISO_8859_1));
    }
    return read.toString();
  }
}
