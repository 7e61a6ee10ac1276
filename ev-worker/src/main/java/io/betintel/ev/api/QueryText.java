package io.betintel.ev.api;

import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** A query string as it was sent: what cannot be decoded is refused, where servers drop it. */
final class QueryText {
  private static final int HEX = 16;

  private QueryText() {}

  /**
   * @throws Problem 400 naming the parameter that is not percent-encoded UTF-8
   */
  static void require(Context request) {
    String query = request.queryString();
    if (query == null) {
      return;
    }
    for (String parameter : query.split("&", -1)) {
      int equals = parameter.indexOf('=');
      String name = equals < 0 ? parameter : parameter.substring(0, equals);
      String value = equals < 0 ? "" : parameter.substring(equals + 1);
      if (!isEncoded(name) || !isEncoded(value)) {
        throw Problem.badParameter(
            Parameters.printable(name),
            Parameters.printable(value),
            "percent-encoded UTF-8 is accepted: a % itself is written as %25");
      }
    }
  }

  private static boolean isEncoded(String text) {
    if (text.indexOf('%') < 0) {
      return true;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '%') {
        bytes.writeBytes(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
      } else if (i + 2 < text.length()
          && Character.digit(text.charAt(i + 1), HEX) >= 0
          && Character.digit(text.charAt(i + 2), HEX) >= 0) {
        bytes.write(Integer.parseInt(text, i + 1, i + 3, HEX));
        i += 2;
      } else {
        return false;
      }
    }
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.toByteArray()));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
