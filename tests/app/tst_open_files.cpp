// How many files the process may have open, which every client and every call of a model server is one of.
#include "app/open_files.h"

#include <QTest>

#include <sys/resource.h>

#include <algorithm>

class TestOpenFiles : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aLowLimitIsRaisedAsFarAsTheSystemAllows();
    void aLimitThatIsHighAlreadyStays();
};

namespace {

constexpr rlim_t kMost = 65'536;

rlimit limitNow()
{
    rlimit limit{};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    return limit;
}

/// Back to what it was at the end.
class LimitOf {
public:
    explicit LimitOf(rlim_t files)
        : m_before(limitNow())
    {
        rlimit limit = m_before;
        limit.rlim_cur = files;
        m_isSet = ::setrlimit(RLIMIT_NOFILE, &limit) == 0;
    }
    ~LimitOf() { ::setrlimit(RLIMIT_NOFILE, &m_before); }
    LimitOf(const LimitOf&) = delete;
    LimitOf& operator=(const LimitOf&) = delete;
    [[nodiscard]] bool isSet() const { return m_isSet; }

private:
    const rlimit m_before;
    bool m_isSet = false;
};

} // namespace

void TestOpenFiles::aLowLimitIsRaisedAsFarAsTheSystemAllows()
{
    const LimitOf low(128);
    QVERIFY(low.isSet());
    app::allowManyOpenFiles();
    QCOMPARE(limitNow().rlim_cur, std::min(limitNow().rlim_max, kMost));
    QVERIFY(limitNow().rlim_cur > 128);
}

void TestOpenFiles::aLimitThatIsHighAlreadyStays()
{
    const rlim_t most = limitNow().rlim_max;
    if (most <= kMost) {
        QSKIP("the system allows no limit above the one that is asked for");
    }
    const LimitOf high(most);
    QVERIFY(high.isSet());
    app::allowManyOpenFiles();
    QCOMPARE(limitNow().rlim_cur, most);
}

QTEST_GUILESS_MAIN(TestOpenFiles)
#include "tst_open_files.moc"
