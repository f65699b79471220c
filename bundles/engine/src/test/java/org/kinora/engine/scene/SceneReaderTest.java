package org.kinora.engine.scene;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.kinora.scene.SceneProblem;
import org.kinora.scene.SceneProblem.Code;

/** What is refused, and where. */
class SceneReaderTest {
  private static List<SceneProblem> check(String json) {
    return SceneReader.read(json).problems();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "{'nosuch':1} | UNKNOWN_FIELD | /nosuch | 2",
        "{'a/b~':1} | UNKNOWN_FIELD | /a~1b~0 | 2",
        "{'shadow':{'size':1}} | UNKNOWN_FIELD | /shadow/size | 12",
        "{'shadow':[]} | WRONG_TYPE | /shadow | 11",
        "{'shadow':null} | WRONG_TYPE | /shadow | 11",
        "{'shadow':{'enabled':'no'}} | WRONG_TYPE | /shadow/enabled | 22",
        "{'shadow':{'blur':401}} | OUT_OF_RANGE | /shadow/blur | 19",
        "{'shadow':{'blur':1e999999999}} | OUT_OF_RANGE | /shadow/blur | 19",
        "{'shadow':{'color':'reddish'}} | OUT_OF_RANGE | /shadow/color | 20",
        "{'padding':1.5} | WRONG_TYPE | /padding | 12",
        "{'padding':4294967296} | OUT_OF_RANGE | /padding | 12",
        "{'padding':1,'padding':2} | CONTRADICTION | /padding | 14",
        "{'outputRatio':'3:2'} | OUT_OF_RANGE | /outputRatio | 16",
        "{'outputRatio':'custom','customWidth':16} | MISSING_FIELD | /customHeight | 1",
        "{'outputRatio':'custom','customWidth':17,'customHeight':16} | OUT_OF_RANGE | /customWidth"
            + " | 39",
        "{'color':'red'} | MISSING_FIELD | /type | 1",
        "{'type':'solid-color'} | MISSING_FIELD | /color | 1",
        "{'type':'image','image':{'imageId':'i'}} | MISSING_FIELD | /image/path | 25",
        "{'type':'image'} | MISSING_FIELD | /image | 1",
        "{'gradient':{'stops':[{'color':'red','position':0}]}} | CONTRADICTION | /gradient | 13",
        "{'gradient':{'stops':[{'color':'red','position':0},5]}} | WRONG_TYPE | /gradient/stops/1"
            + " | 52",
        "{'videoCrop':{'width':1}} | MISSING_FIELD | /videoCrop/height | 14",
        "{'videoCrop':{'mode':'percentage','widthPercent':2,'heightPercent':1}} | OUT_OF_RANGE"
            + " | /videoCrop/widthPercent | 50",
        "{'videoZoom':{'intervals':[{'endMs':1}]}} | MISSING_FIELD | /videoZoom/intervals/0/startMs"
            + " | 28",
        "{'videoZoom':{'intervals':[{'startMs':2,'endMs':1}]}} | CONTRADICTION"
            + " | /videoZoom/intervals/0 | 28",
        "{'videoZoom':{'focusX':2}} | OUT_OF_RANGE | /videoZoom/focusX | 24",
        "{'videoZoom':{'intervals':[{'startMs':9e999999999,'endMs':1}]}} | OUT_OF_RANGE"
            + " | /videoZoom/intervals/0/startMs | 39",
        "{'captions':[{'text':' '}]} | OUT_OF_RANGE | /captions/0/text | 22",
        "{'captions':[{'text':'a','startMs':5,'endMs':5}]} | CONTRADICTION | /captions/0 | 14",
        "{'masks':[{'x':0,'y':0,'width':0,'height':1}]} | OUT_OF_RANGE | /masks/0/width | 32",
        "{'cursor':{'idleMs':-1}} | OUT_OF_RANGE | /cursor/idleMs | 21",
        "{'segments':[{'startMs':5,'endMs':5.5}]} | CONTRADICTION | /segments/0 | 14",
        "{'segments':[{'speed':0}]} | OUT_OF_RANGE | /segments/0/speed | 23",
        "{'trim':{'startMs':5},'segments':[{}]} | CONTRADICTION | /trim | 9",
        "{'version':0} | OUT_OF_RANGE | /version | 12",
        "{'version':'1'} | WRONG_TYPE | /version | 12",
        "{'version':2} | WRONG_VERSION | /version | 12",
        "5 | WRONG_TYPE | '' | 1",
        "{'padding':NaN} | NOT_JSON | '' | 15",
        "{} {} | NOT_JSON | '' | 4",
        "{'padding': | NOT_JSON | '' | 12",
      })
  void check_oneProblem_hasItsPlace(String document, Code code, String place, int column) {
    List<SceneProblem> problems = check(document.replace('\'', '"'));
    assertEquals(1, problems.size(), problems.toString());
    SceneProblem problem = problems.get(0);
    assertEquals(code, problem.code(), problem.toString());
    assertEquals(place.replace("''", ""), problem.place());
    assertEquals(1, problem.line());
    assertEquals(column, problem.column(), problem.toString());
  }

  @Test
  void check_manyProblems_findsAllInOrder() {
    List<SceneProblem> problems =
        check(
            """
            {
              "padding": "wide",
              "later": true,
              "videoZoom": {
                "intervals": [
                  {"startMs": 0, "endMs": 1000, "scale": 0, "focusX": -1, "nosuch": 1},
                  {"startMs": 5000, "endMs": 6000},
                  {"startMs": 6500, "endMs": 7000}
                ]
              },
              "borderRadius": -1
            }
            """);
    assertEquals(
        List.of(
            "2 /padding",
            "3 /later",
            "6 /videoZoom/intervals/0/scale",
            "6 /videoZoom/intervals/0/focusX",
            "6 /videoZoom/intervals/0/nosuch",
            "8 /videoZoom/intervals/2",
            "11 /borderRadius"),
        problems.stream().map(found -> found.line() + " " + found.place()).toList());
  }

  @Test
  void check_farTooMuch_isRefusedQuickly() {
    String wide = "{\"x-\":\"" + " ".repeat(10_000_000) + "\"}";
    assertEquals(List.of(Code.OUT_OF_RANGE), codes(wide));
    assertEquals(List.of(Code.NOT_JSON), codes("[".repeat(100_000)));
    assertEquals(List.of(Code.NOT_JSON), codes("{\"padding\":" + "9".repeat(5000) + "}"));
    assertEquals(List.of(Code.NOT_JSON), codes(""));
    assertEquals(List.of(), codes("{\"cursor\":{\"idleMs\":1e-999999999}}"));
    assertTrue(check("{\"segments\":[" + "{},".repeat(100_000) + "{}]}").isEmpty());
  }

  private static List<Code> codes(String document) {
    return check(document).stream().map(SceneProblem::code).toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "#fff | ffffffff",
        "#1A2b | bb11aa22",
        "#010203 | ff010203",
        "#01020304 | 04010203",
        "rgb(1,2,255) | ff0102ff",
        "rgba( 1 , 2 , 3 , .5 ) | 80010203",
        "rgba(1,2,3,50%) | 80010203",
        "rgba(1,2,3,7) | ff010203",
        "red | ffff0000",
        "transparent | 00000000"
      })
  void parse_color_isRead(String text, String argb) {
    assertEquals(argb, String.format(Locale.ROOT, "%08x", Colors.parse(text).getAsInt()));
    int number = Colors.parse(text).getAsInt();
    assertEquals(number, Colors.parse(Colors.format(number)).getAsInt());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "#",
        "#12",
        "#12345",
        "#1234567",
        "#gggggg",
        "fff",
        "rgb(1,2)",
        "rgb(256,0,0)",
        "rgb(1,2,3",
        "rgba(1,2,3,)",
        "rgba(1,2,3,-1)",
        "hsl(1,2%,3%)",
        "Red",
        "none",
        " red"
      })
  void parse_noColor_isRefused(String text) {
    assertTrue(Colors.parse(text).isEmpty());
  }
}
