#include <QtTest/QtTest> // first: moc 6.4 cannot read <concepts> when it comes before Qt

#include "core/base/text.h"
#include "core/datasets/data_file.h"
#include "core/datasets/gzip_line_reader.h"
#include "core/datasets/labelled_file.h"
#include "core/datasets/recording_file.h"

#include <zlib.h>

#include <fstream>

using namespace core;
using namespace core::datasets;

Q_DECLARE_METATYPE(std::string)

namespace {

const std::string kGood = R"({"id":"a","task":"cs_intent","text":"hello there","label":"greeting"})";

std::string recordingLine(const std::string& responses)
{
    return R"({"id":"q","task":"cs_intent","text":"hi","responses":)" + responses + "}";
}

} // namespace

class TestDataFiles final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void wrongInputIsRefusedWithItsPlace_data();
    void wrongInputIsRefusedWithItsPlace();
    void toleratedInputIsRead_data();
    void toleratedInputIsRead();
    void truncatedGzipNamesTheLineReached();
    void damagedGzipIsRefused();
    void directoriesAndMissingFilesAreNamed();
    void everyReferenceFormIsRead();
    void taskOptionOverridesTheLine();
    void visitorStopsTheReading();
    void recordingsRoundTrip_data();
    void recordingsRoundTrip();
    void abandonedWriterLeavesTheOldFile();
    void unwritableDirectoryIsReported();
    void sharedFilesHaveTheirDocumentedCounts_data();
    void sharedFilesHaveTheirDocumentedCounts();

private:
    std::filesystem::path path(const std::string& name) const;
    std::filesystem::path write(const std::string& name, const std::string& bytes) const;

    std::unique_ptr<QTemporaryDir> m_directory;
};

void TestDataFiles::init()
{
    m_directory = std::make_unique<QTemporaryDir>();
}

std::filesystem::path TestDataFiles::path(const std::string& name) const
{
    return std::filesystem::path(m_directory->path().toStdString()) / name;
}

std::filesystem::path TestDataFiles::write(const std::string& name, const std::string& bytes) const
{
    std::ofstream(path(name), std::ios::binary) << bytes;
    return path(name);
}

void TestDataFiles::wrongInputIsRefusedWithItsPlace_data()
{
    QTest::addColumn<std::string>("bytes");
    QTest::addColumn<std::string>("message"); // what the error must contain
    const auto row = [](const char* name, const std::string& line, const std::string& message) {
        QTest::newRow(name) << kGood + "\n\n" + line + "\n"
                            << "f.jsonl line 3: " + message;
    };
    const auto response = [&](const char* name, const std::string& body, const std::string& message) {
        QTest::newRow(name) << recordingLine("{\"gpt-4\":" + body + "}")
                            << "f.jsonl line 1: responses.gpt-4" + message;
    };
    row("wrong JSON", R"({"text": "hello", )", "not valid JSON: parse error at column");
    row("not an object", "[1, 2]", "a JSON object is expected, not [1,2]");
    row("NaN literal", R"({"text":"x","label":NaN})", "not valid JSON");
    row("deep nesting", std::string(10'000, '[') + std::string(10'000, ']'),
        "JSON nested deeper than 64 levels");
    row("deep and unclosed", std::string(1'000'000, '['), "JSON nested deeper than 64 levels");
    row("NUL byte", std::string(R"({"text":"a)") + '\0' + "b\"}", "a NUL byte at byte 11");
    row("NUL escape", R"({"task":"t","text":"a\u0000b","label":"x"})", "text contains a NUL character");
    row("invalid UTF-8", "{\"text\":\"\xC3\x28\"}", "invalid UTF-8 at byte 10");
    row("overlong line", "{\"text\":\"" + std::string(10 << 20, 'x') + "\"}", "longer than 8388608 bytes");
    row("no text", R"({"task":"t","label":"x"})", "text is missing or empty");
    row("blank text", R"({"task":"t","text":" \n ","label":"x"})", "text is missing or empty");
    row("text is a number", R"({"task":"t","text":5,"label":"x"})", "text is 5; it must be a text in quotes");
    row("no task", R"({"text":"a","label":"x"})", "task is missing");
    row("bad task id", R"({"task":"CS Intent","text":"a","label":"x"})",
        "task is \"CS Intent\"; ids have 1 to 64");
    row("no reference", R"({"task":"t","text":"a"})", "no label, labels, tokens with label, or reference");
    row("two references", R"({"task":"t","text":"a","label":"x","reference":"y"})",
        "both a label and a reference");
    row("empty label", R"({"task":"t","text":"a","label":""})", "a label is empty");
    row("label is a number", R"({"task":"t","text":"a","label":3})",
        "label is 3; it must be a text in quotes");
    row("labels is no list", R"({"task":"t","text":"a","labels":"x"})", "labels is \"x\"; it must be a list");
    row("odd split", R"({"task":"t","text":"a","label":"x","split":"holdout"})", "split is \"holdout\"");
    row("duplicate id", kGood, "id \"a\" was used in line 1");
    row("tags and tokens differ", R"({"task":"t","tokens":["a","b"],"label":["O"]})",
        "label has 1 tags for 2 tokens");
    row("illegal tag", R"({"task":"t","tokens":["a"],"label":["X-ORG"]})",
        "label[0] is \"X-ORG\"; tags are O");
    row("token with space", R"({"task":"t","tokens":["a b"],"label":["O"]})", "tokens[0] is \"a b\"");
    response("negative tokens", R"({"prompt_tokens":-3})",
        ".prompt_tokens is -3; token counts must be whole numbers from 0");
    response("fractional tokens", R"({"completion_tokens":1.5})", ".completion_tokens is 1.5; token counts");
    response("tokens as text", R"({"completion_tokens":"12"})", ".completion_tokens is \"12\"; token counts");
    response(
        "quality above one", R"({"quality":1.01})", ".quality is 1.01; quality must be a number from 0 to 1");
    response("quality is a bool", R"({"quality":true})", ".quality is true; quality must be");
    response("negative latency", R"({"latency_ms":-0.5})", ".latency_ms is -0.5; a latency is");
    response("logprobs are text", R"({"logprobs":["a"]})", ".logprobs[0] is \"a\"; log-probabilities");
    response("top logprobs are no list", R"({"top_logprobs":{"a":-1}})", ".top_logprobs is {\"a\":-1}; it must be a list");
    response("a place has no token", R"({"top_logprobs":[[]]})", ".top_logprobs is [[]]; it must be a list");
    response("a token has no number", R"({"top_logprobs":[[["a","b"]]]})", ".top_logprobs is [[[\"a\",\"b\"]]]; it must be a list");
    response("response is no object", R"("yes")", " is \"yes\"; it must be an object");
    QTest::newRow("quality overflows")
        << recordingLine(R"({"m":{"quality":1e999}})") << std::string("line 1: not valid JSON");
    QTest::newRow("responses is a list")
        << recordingLine("[]") << std::string("responses is []; it must be an object");
    QTest::newRow("recording without id")
        << std::string(R"({"task":"t","text":"a","responses":{}})") << std::string("id is missing");
    QTest::newRow("empty file") << std::string("\n \r\n") << std::string("is empty; JSON Lines are expected");
}

void TestDataFiles::wrongInputIsRefusedWithItsPlace()
{
    QFETCH(std::string, bytes);
    QFETCH(std::string, message);
    const auto read = readDataFile(write("f.jsonl", bytes), {}, [](domain::Example) { return true; });
    QVERIFY(!read);
    QVERIFY2(read.error().message.find(message) != std::string::npos, read.error().message.c_str());
    QVERIFY(read.error().message.size() < 400);
}

void TestDataFiles::toleratedInputIsRead_data()
{
    QTest::addColumn<std::string>("bytes");
    QTest::addColumn<int>("count");
    QTest::newRow("CRLF and blank lines") << kGood + "\r\n\r\n" << 1;
    QTest::newRow("no final line end") << "\n\n" + kGood << 1;
    QTest::newRow("byte order mark") << "\xEF\xBB\xBF" + kGood + "\n" << 1;
    QTest::newRow("unknown keys") << std::string(R"({"task":"t","text":"a","label":"x","extra":{"b":[1]}})")
                                  << 1;
    QTest::newRow("made-up ids") << std::string("{\"task\":\"t\",\"text\":\"a\",\"label\":\"x\"}\n"
                                                "{\"task\":\"t\",\"text\":\"b\",\"label\":\"x\"}\n")
                                 << 2;
    QTest::newRow("quality only") << recordingLine(R"({"m":{"quality":1},"n":{}})") << 1;
    QTest::newRow("null is absent") << recordingLine(R"({"m":{"quality":null,"text":null}})") << 1;
    QTest::newRow("brackets in text")
        << std::string(R"({"task":"t","label":"x","text":")") + std::string(500, '[') + "\"}" << 1;
}

void TestDataFiles::toleratedInputIsRead()
{
    QFETCH(std::string, bytes);
    QFETCH(int, count);
    const auto read = readDataFile(write("f.jsonl", bytes), {}, [](domain::Example) { return true; });
    QVERIFY2(read.has_value(), read ? "" : read.error().message.c_str());
    QCOMPARE(static_cast<int>(*read), count);
}

void TestDataFiles::truncatedGzipNamesTheLineReached()
{
    RecordingWriter writer = RecordingWriter::create(path("whole.jsonl.gz")).value();
    domain::Example example;
    example.taskId = "t";
    for (int i = 0; i < 20'000; ++i) {
        example.id = std::to_string(i);
        example.text = "query number " + std::to_string(i * 7919 % 104'729);
        QVERIFY(writer.write(example).has_value());
    }
    QVERIFY(writer.commit().has_value());
    std::ifstream stream(path("whole.jsonl.gz"), std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(stream), {}};
    std::size_t visited = 0;
    const auto cut = write("cut.jsonl.gz", bytes.substr(0, bytes.size() * 3 / 4));
    const auto read = readDataFile(cut, {}, [&](domain::Example) { return ++visited > 0; });
    QVERIFY(!read);
    QVERIFY(read.error().code == ErrorCode::Corrupt);
    QVERIFY(visited > 5'000 && visited < 20'000);
    const std::string place
        = "cut.jsonl.gz line " + std::to_string(visited + 1) + ": the compressed data ends too early";
    QVERIFY2(read.error().message.starts_with(place), read.error().message.c_str());
}

void TestDataFiles::damagedGzipIsRefused()
{
    gzFile file = gzopen(path("x.jsonl.gz").c_str(), "wb");
    for (int i = 0; i < 200; ++i) {
        gzputs(file, (kGood + std::to_string(i) + "\n").c_str());
    }
    gzclose(file);
    std::fstream stream(path("x.jsonl.gz"), std::ios::binary | std::ios::in | std::ios::out);
    stream.seekp(60);
    stream.write("\xFF\xFF\xFF\xFF", 4);
    stream.close();
    auto reader = GzipLineReader::open(path("x.jsonl.gz")).value();
    Result<std::optional<GzipLineReader::Line>> line = reader.next();
    while (line && *line) {
        line = reader.next();
    }
    QVERIFY(!line);
    QVERIFY(line.error().code == ErrorCode::Corrupt);
}

void TestDataFiles::directoriesAndMissingFilesAreNamed()
{
    const auto ignore = [](domain::Example) { return true; };
    const auto missing = readDataFile(path("none.jsonl"), {}, ignore);
    QVERIFY(!missing);
    QVERIFY(missing.error().code == ErrorCode::NotFound);
    QVERIFY(missing.error().message.find("none.jsonl") != std::string::npos);
    const auto directory = readDataFile(path("."), {}, ignore);
    QVERIFY(!directory);
    QVERIFY(directory.error().message.find("is a directory") != std::string::npos);
}

void TestDataFiles::everyReferenceFormIsRead()
{
    const auto file
        = write("all.jsonl", R"({"task":"t","text":"a","label":"R","labels":["E","R","S"],"split":"test"}
{"task":"t","text":"ignored","tokens":["Acme","Inc","."],"label":["B-ORG","I-ORG","O"],"split":"train"}
{"task":"t","text":"c","reference":"short"}
{"task":"t","text":"d","labels":["x","y"]}
)");
    std::vector<domain::Example> examples;
    QVERIFY(readLabelledFile(file, {}, [&](domain::Example e) {
        examples.push_back(std::move(e));
        return true;
    }).has_value());
    QCOMPARE(examples.size(), std::size_t(4));
    QCOMPARE(examples[0].reference.labels, (std::vector<std::string>{"R", "E", "S"}));
    QVERIFY(examples[0].isTest && !examples[1].isTest && !examples[2].isTest);
    QCOMPARE(examples[1].text, std::string("Acme Inc ."));
    QCOMPARE(examples[1].reference.tags.size(), std::size_t(3));
    QCOMPARE(examples[2].reference.text, std::string("short"));
    QCOMPARE(examples[3].reference.labels.front(), std::string("x"));
    QCOMPARE(examples[3].id, std::string("all.jsonl:4"));
    QCOMPARE(examples[3].source, std::string("all.jsonl"));
}

void TestDataFiles::taskOptionOverridesTheLine()
{
    std::string task;
    const auto keep = [&](domain::Example e) {
        task = e.taskId;
        return true;
    };
    QVERIFY(readDataFile(write("f.jsonl", kGood), {"mine"}, keep).has_value());
    QCOMPARE(task, std::string("mine"));
    QVERIFY(!readDataFile(write("f.jsonl", kGood), {"Not An Id"}, keep).has_value());
}

void TestDataFiles::visitorStopsTheReading()
{
    const auto read
        = readDataFile(write("f.jsonl", kGood + "\nnot JSON\n"), {}, [](domain::Example) { return false; });
    QVERIFY(read.has_value());
    QCOMPARE(*read, std::size_t(1));
}

void TestDataFiles::recordingsRoundTrip_data()
{
    QTest::addColumn<std::string>("name");
    QTest::newRow("plain") << std::string("r.jsonl");
    QTest::newRow("gzip") << std::string("r.jsonl.gz");
}

void TestDataFiles::recordingsRoundTrip()
{
    QFETCH(std::string, name);
    domain::Example labelled{"1", "legal",
        "Text with \"quotes\", \n lines, \xE2\x82\xAC and \xF0\x9F\x98\x80", {}, {{"A", "B"}, {}, {}}, true,
        {}, "elsewhere.jsonl"};
    labelled.responses["m/large:1"] = {"A", 1.0 / 3.0, 123'456'789'012, 0, 0.1 + 0.2, {-1e-300, -0.25}};
    labelled.responses["m/large:1"].topLogprobs = {{{"A", -0.25}, {"\n\xE2\x82\xAC", -1.5}}, {{" ", 0}}};
    labelled.responses["m-small"] = {"", std::nullopt, std::nullopt, std::nullopt, std::nullopt, {}};
    domain::Example tagged{
        "2", "ner", "Acme Inc", {"Acme", "Inc"}, {{}, {"B-ORG", "I-ORG"}, {}}, false, {}, "s"};
    domain::Example reply{
        "3", "reply", "x", {}, {{}, {}, "y"}, false, {{"m", {"z", 0.5, 1, 2, 3.25, {}}}}, "s"};
    domain::Example bare{"4", "none", "no reference", {}, {}, false, {}, "s"};
    const std::vector<domain::Example> written{labelled, tagged, reply, bare};
    RecordingWriter writer = RecordingWriter::create(path(name)).value();
    for (const domain::Example& example : written) {
        QVERIFY(writer.write(example).has_value());
    }
    QVERIFY(!std::filesystem::exists(path(name)));
    QVERIFY(writer.commit().has_value());
    std::vector<domain::Example> read;
    const auto count = readDataFile(path(name), {}, [&](domain::Example e) {
        read.push_back(std::move(e));
        return true;
    });
    QVERIFY2(count.has_value(), count ? "" : count.error().message.c_str());
    QVERIFY(read == written);
    QVERIFY(detectDataFile(path(name)).value() == DataFileKind::Recording);
}

void TestDataFiles::abandonedWriterLeavesTheOldFile()
{
    write("r.jsonl", kGood);
    {
        RecordingWriter writer = RecordingWriter::create(path("r.jsonl")).value();
        QVERIFY(writer.write({"4", "none", "x", {}, {}, false, {}, "s"}).has_value());
        domain::Example broken{"5", "none", "\xFF", {}, {}, false, {}, "s"};
        QVERIFY(!writer.write(broken).has_value());
        broken.text = "x";
        broken.responses["m"].quality = std::nan("");
        QVERIFY(!writer.write(broken).has_value());
        QCOMPARE(writer.count(), std::size_t(1));
    }
    QCOMPARE(readDataFile(path("r.jsonl"), {}, [](domain::Example) { return true; }).value(), std::size_t(1));
    QCOMPARE(QDir(m_directory->path()).entryList(QDir::Files).size(), 1);
}

void TestDataFiles::unwritableDirectoryIsReported()
{
    const auto writer = RecordingWriter::create("/proc/none/r.jsonl");
    QVERIFY(!writer);
    QVERIFY(writer.error().message.find("cannot create '/proc/none/r.jsonl") != std::string::npos);
}

void TestDataFiles::sharedFilesHaveTheirDocumentedCounts_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("train");
    QTest::addColumn<int>("test");
    QTest::addColumn<int>("models");
    QTest::newRow("fin_ner_sec.jsonl.gz") << "fin_ner_sec.jsonl.gz" << 1164 << 303 << 0;
    QTest::newRow("fin_summ_ectsum.jsonl.gz") << "fin_summ_ectsum.jsonl.gz" << 1564 << 366 << 0;
    QTest::newRow("cs_intent_banking77.jsonl.gz") << "cs_intent_banking77.jsonl.gz" << 10003 << 3080 << 0;
    QTest::newRow("cs_intent_clinc150.jsonl.gz") << "cs_intent_clinc150.jsonl.gz" << 18200 << 5500 << 0;
    QTest::newRow("cs_response_star.jsonl.gz") << "cs_response_star.jsonl.gz" << 15526 << 3998 << 0;
    QTest::newRow("legal_clause_cuad.jsonl.gz") << "legal_clause_cuad.jsonl.gz" << 6052 << 2095 << 0;
    QTest::newRow("legal_risk_tos_unfair.jsonl.gz") << "legal_risk_tos_unfair.jsonl.gz" << 12426 << 3479 << 0;
    QTest::newRow("routellm_mmlu_dev.recording.jsonl.gz")
        << "routellm_mmlu_dev.recording.jsonl.gz" << 7082 << 0 << 2;
    QTest::newRow("routellm_gsm8k_dev.recording.jsonl.gz")
        << "routellm_gsm8k_dev.recording.jsonl.gz" << 635 << 0 << 2;
    QTest::newRow("llmrouter_dev.recording.jsonl.gz") << "llmrouter_dev.recording.jsonl.gz" << 5529 << 0 << 9;
}

void TestDataFiles::sharedFilesHaveTheirDocumentedCounts()
{
    QFETCH(QString, name);
    QFETCH(int, train);
    QFETCH(int, test);
    QFETCH(int, models);
    const auto file = std::filesystem::path(ROUTENLP_SHARED_DIR) / "data" / name.toStdString();
    if (!std::filesystem::exists(file)) {
        QSKIP("SKIPPED: ../shared/data is absent, no real file was read");
    }
    int counts[2] = {0, 0};
    bool areResponsesComplete = true;
    const auto read = readDataFile(file, {}, [&](const domain::Example& example) {
        ++counts[example.isTest ? 1 : 0];
        areResponsesComplete = areResponsesComplete && static_cast<int>(example.responses.size()) == models;
        return true;
    });
    QVERIFY2(read.has_value(), read ? "" : read.error().message.c_str());
    QCOMPARE(counts[0], train);
    QCOMPARE(counts[1], test);
    QVERIFY(areResponsesComplete);
}

QTEST_GUILESS_MAIN(TestDataFiles)
#include "tst_data_files.moc"
