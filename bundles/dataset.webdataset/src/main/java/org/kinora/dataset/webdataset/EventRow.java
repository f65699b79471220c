package org.kinora.dataset.webdataset;

import java.nio.charset.StandardCharsets;
import org.kinora.lib.events.EventCodec;
import org.kinora.lib.events.InputEvent;
import org.kinora.lib.parquet.Table;

/**
 * An event of a piece.
 *
 * @param timeUs from the piece's start
 * @param frame the picture that is shown then
 * @param held whether it says at the start what was so before: nobody did it then
 */
record EventRow(long timeUs, long frame, boolean held, InputEvent event) {
  private static final EventCodec CODEC = new EventCodec();

  static final Table<EventRow> TABLE =
      Table.<EventRow>with()
          .requiredLong("t_us", "µs from the piece's start.", EventRow::timeUs)
          .requiredLong("frame_idx", "The picture that is shown then.", EventRow::frame)
          .requiredText("event_type", "Its kind.", row -> row.event().type())
          .requiredBool("held", "It was so before the piece.", EventRow::held)
          .requiredText("event", "The event: an object of JSON.", EventRow::json)
          .table("events", 1, "event");

  private String json() {
    return new String(CODEC.write(event), StandardCharsets.UTF_8);
  }
}
