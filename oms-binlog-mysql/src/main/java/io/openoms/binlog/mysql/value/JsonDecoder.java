package io.openoms.binlog.mysql.value;

import io.openoms.binlog.mysql.event.Cursor;
import io.openoms.spi.data.RowImage;

/** JSON documents in the server's binary form, told as the text that the server makes of them. */
final class JsonDecoder implements ValueDecoder {

  private final int lengthBytes;
  private final JsonText text = new JsonText();

  JsonDecoder(int lengthBytes) {
    this.lengthBytes = lengthBytes;
  }

  @Override
  public void skip(Cursor in) {
    in.skip(in.number(lengthBytes));
  }

  @Override
  public void decode(Cursor in, RowImage.Builder out) {
    text.write(in.slice(in.number(lengthBytes)), out);
  }
}
