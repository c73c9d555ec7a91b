// The interface in English and Korean. Names of places and texts of events are data and are not here.
(function (geo) {
  'use strict';

  const EN = {
    reset: 'Reset', share: 'Copy link', about: 'About', otherLanguage: '한국어', otherLanguageName: 'ko',
    play: 'Play', pause: 'Pause', copied: 'Copied', copy: 'Copy', copyLink: 'Copy link to this event', copyCitation: 'Copy citation', lookAt: 'See the spot in', layers: 'Layers', legend: 'Legend', events: 'Events', sites: 'Sites', records: 'Event records',
    measure: 'Shaded by', measureCount: 'Number of events', measureSince: 'Days since the last', measureLed: 'Share with the leader',
    ledPer: 'With the leader, per {unit}, %', sincePer: 'Days since the last event, from {date}',
    shading: 'Shading', shadeCounty: 'Counties', shadeProvince: 'Provinces', shadeNone: 'None',
    search: 'Search', searchHint: 'Place, site, title or quote', filters: 'Filters', time: 'Dates',
    type: 'Type', more: 'More filters', place: 'Place', anywhere: 'Everywhere', precision: 'Place known to', status: 'Status',
    leaderOnly: 'Leader present', onceOnly: 'Each happening once', otherReports: 'Also reported', report: 'report', recordAny: 'With or without record', recordWith: 'With matching record',
    recordWithout: 'Without matching record', from: 'From', to: 'To', allDates: 'All dates',
    keepUndated: 'Undated too ({n})', noDate: 'Date unknown', list: 'Events, newest first', close: 'Close',
    map: 'Map of events', histogram: 'Events over time; the date fields below choose the same range',
    none: 'No event matches. Widen the dates or reset the filters.', empty: 'This map holds no events.',
    summaryNone: 'No events', noDated: 'No dated events', summaryAll: 'All {n} events', summarySome: '{k} of {n} events', nowhere: '{n} known to no place: in the list only',
    scopeHere: '{n} events here', scopeSite: '{n} events at {name}', clearScope: 'Show all', zoomIn: 'Zoom in',
    eventsIn: 'Events in {name}', eventCount: '{n} events', oneEvent: '1 event', eventsPer: 'Events per {unit}',
    county: 'county', province: 'province', legendSymbols: 'How precisely known',
    legendPoint: 'One event at a known point', legendMany: 'Several close by; ring: their types',
    legendCounty: 'Known only to the county (hatched)', legendProvince: 'Known only to the province',
    legendMixed: 'Dashed rim: some by area only', legendSite: 'Site', legendRecord: 'Event record',
    legendNowhere: 'Known to no place: listed, not drawn', legendCandidate: 'Candidate: low score, read it first',
    precisionOf: { site: 'site', locality: 'town or village', adm2: 'county', adm1: 'province', country: 'the country only' },
    datePrecisionOf: ['to the day', 'to the month', 'to the year', 'unknown', 'day of the report'],
    reported: 'reported {date}',
    statusOf: { found: 'found by rule', candidate: 'candidate', reviewed: 'reviewed', rejected: 'rejected' },
    typeOf: { inspection: 'inspection', groundbreaking: 'groundbreaking', inauguration: 'inauguration', construction: 'construction',
      production: 'production', 'weapons-test': 'weapons test', military: 'military', disaster: 'disaster', relief: 'relief',
      ceremony: 'ceremony', diplomacy: 'diplomacy', other: 'other' },
    date: 'Date', why: 'Why', actors: 'Actors', leader: 'Leader', present: 'present', quote: 'Quote', source: 'Source',
    published: 'published {date}', rule: 'Placed by', score: 'score {n}', site: 'Site', coordinates: 'Coordinates',
    identifier: 'Event', matching: 'Matching records', openSource: 'open source', firstLast: 'Mentioned', mentions: '{n} mentions',
    showEvents: 'Show its events', siteArea: 'Known only to its county: its mark stands inside the county', textHash: 'SHA-256 of the text',
    unplacedSites: '{n} sites by county only: dashed frame', recordEvents: 'Matching events', noPlace: 'No place known', undatedShort: 'undated',
    loading: 'Loading…', aboutTitle: 'About this map', kind: 'Kind', seatNote: 'The symbol stands inside the area; it marks no spot.',
    failed: 'The page could not be unpacked: ',
    tabs: 'Panels', takeCsv: 'Save what is shown as CSV', takeGeoJson: 'Save what is shown as GeoJSON', takePng: 'Save the map as a picture',
    pictureSource: 'Reported events, not confirmed ones. dprk-geo {version}, {made}; this view {date}. Boundaries: OCHA and geoBoundaries (CC BY 3.0 IGO); names: GeoNames (CC BY 4.0); coast: Natural Earth.', chosenTypes: '{n} types', since: '{a} to {b}', searching: '“{q}”', undatedHidden: '{n} undated not shown',
    background: 'Background', backgroundNone: 'Outlines (offline)', credit: 'Source of the background',
    tilesOff: 'Off: nobody is asked. If you choose one, its host sees your IP address and the part of the map you look at: {hosts}.',
    tilesOn: '{host} sees your IP address and the part of the map you look at.',
    tilesLost: 'No tiles came from {host}. The outlines are shown again.',
    tilesLeftOut: 'The background from {name} is left out.',
    print: 'Print', titleColumn: 'Title', printMore: 'And {n} more events, not listed here: save them as CSV.',
    printUnread: 'The titles of {n} events were not unpacked yet: the page’s own Print button unpacks them first.',
    madeLine: 'made {date} from {what}', oneFile: '1 file', fileCount: '{n} files', oneArticle: '1 article', articleCount: '{n} articles',
    aboutMade: 'Made', aboutMadeBy: '{made} (UTC) by dprk-geo {version}, with Leaflet {leaflet}', aboutFrom: 'From', aboutStdin: 'standard input',
    aboutArticles: 'Articles', aboutSources: 'Sources', aboutHosts: '{n} hosts; articles from each:', aboutMoreHosts: '{n} more hosts', aboutNoHost: 'without a web address: {n}',
    aboutSitesFrom: 'from the articles and {name}',
    aboutMethod: 'How it was made', aboutMethodLines: [
      'Names of provinces, counties, towns and sites are looked up in the text in every spelling in use. Datelines, and persons and bodies that are named after places, are told apart from places.',
      'Each name is placed by the first of an ordered list of rules that settles it: the word beside it (“Songchon County”), its province in the same text, other places nearby, a site whose county is known. Where no rule settles it, no place is given. The rule stands on the card.',
      'The score, from 0 to 1, follows how often such events proved right on texts labelled by hand. Events below 0.65 are candidates: drawn dashed with a question mark, to be read before use.',
      'Several reports of one happening are recognised by type, place, site, day and words. Each keeps its own sentence; a filter shows each happening once.'],
    aboutMissing: 'What it does not show', aboutMissingLines: [
      'Nothing here is confirmed: events are shown as they were reported.',
      'What was not reported, or not in these articles, is missing. Some events in the texts are missed or told otherwise.',
      'Provinces and counties are those of OCHA’s table of 2019; later changes are not in it.',
      'The borders between counties are coarse, often by some kilometres.',
      'The South is not mapped.'],
    aboutPrivacy: 'Privacy', aboutOffline: 'The file is complete: it asks no server, sets no cookie and stores nothing.',
    aboutTiles: 'The file asks no server until you choose a background; then its host sees your IP address and the part of the map you look at: {hosts}. The choice is not part of the link. Nothing is stored.',
    aboutLinks: 'Links to sources and to other maps ask their hosts only when you follow them.',
    aboutLicences: 'Data and licences', aboutLicenceLines: [
      'Boundaries of provinces and counties: geoBoundaries; P-codes and names: OCHA (CC BY 3.0 IGO).',
      'Korean names, spellings and towns: GeoNames (CC BY 4.0).',
      'Coast and neighbours: Natural Earth (public domain).',
      'Lists of sites, places and words: compiled for dprk-geo (MIT).',
      'Program: dprk-geo (MIT) with Leaflet (BSD-2-Clause).',
      'Quotes, titles and event records belong to their sources.']
  };

  const KO = {
    reset: '초기화', share: '링크 복사', about: '정보', otherLanguage: 'English', otherLanguageName: 'en',
    play: '재생', pause: '멈춤', copied: '복사됨', copy: '복사', copyLink: '이 사건의 링크 복사', copyCitation: '인용문 복사', lookAt: '다른 지도에서 보기:', layers: '레이어', legend: '범례', events: '사건', sites: '시설', records: '사건 기록',
    measure: '음영 기준', measureCount: '사건 수', measureSince: '마지막 사건 이후 일수', measureLed: '최고지도자 참석 비율',
    ledPer: '{unit}별 최고지도자 참석 비율(%)', sincePer: '마지막 사건 이후 일수({date} 기준)',
    shading: '음영', shadeCounty: '시·군', shadeProvince: '도', shadeNone: '없음',
    search: '검색', searchHint: '지명, 시설, 제목, 인용문', filters: '필터', time: '기간',
    type: '유형', more: '추가 필터', place: '지역', anywhere: '전체', precision: '위치 정밀도', status: '상태',
    leaderOnly: '최고지도자 참석', onceOnly: '같은 사건은 한 번만', otherReports: '다른 보도', report: '보도', recordAny: '기록 일치 무관', recordWith: '일치하는 기록 있음',
    recordWithout: '일치하는 기록 없음', from: '시작', to: '끝', allDates: '전체 기간',
    keepUndated: '날짜 미상 포함 ({n})', noDate: '날짜 미상', list: '사건 목록, 최신순', close: '닫기',
    map: '사건 지도', histogram: '시간별 사건 수. 아래 날짜 칸으로도 같은 기간을 고를 수 있습니다',
    none: '해당하는 사건이 없습니다. 기간을 넓히거나 초기화하세요.', empty: '이 지도에는 사건이 없습니다.',
    summaryNone: '사건 없음', noDated: '날짜가 알려진 사건 없음', summaryAll: '전체 {n}건', summarySome: '{n}건 중 {k}건', nowhere: '위치 미상 {n}건: 목록에만 표시',
    scopeHere: '이곳의 사건 {n}건', scopeSite: '{name}: {n}건', clearScope: '모두 보기', zoomIn: '확대',
    eventsIn: '{name}의 사건', eventCount: '{n}건', oneEvent: '1건', eventsPer: '{unit}별 사건 수',
    county: '시·군', province: '도', legendSymbols: '위치 정밀도',
    legendPoint: '위치가 알려진 사건', legendMany: '가까운 여러 사건, 고리는 유형 비율',
    legendCounty: '시·군까지만 알려짐(빗금)', legendProvince: '도까지만 알려짐',
    legendMixed: '점선 테두리: 일부는 지역만 알려짐', legendSite: '시설', legendRecord: '사건 기록',
    legendNowhere: '위치 미상: 목록에만 표시', legendCandidate: '후보: 점수가 낮아 먼저 읽어야 함',
    precisionOf: { site: '시설', locality: '마을·도시', adm2: '시·군', adm1: '도', country: '나라까지만' },
    datePrecisionOf: ['일 단위', '월 단위', '연 단위', '미상', '보도일'],
    reported: '{date} 보도',
    statusOf: { found: '규칙으로 찾음', candidate: '후보', reviewed: '검토됨', rejected: '기각' },
    typeOf: { inspection: '현지지도', groundbreaking: '착공', inauguration: '준공', construction: '건설', production: '생산',
      'weapons-test': '무기시험', military: '군사', disaster: '재해', relief: '구호', ceremony: '행사', diplomacy: '외교', other: '기타' },
    date: '날짜', why: '이유', actors: '행위자', leader: '최고지도자', present: '참석', quote: '인용문', source: '출처',
    published: '{date} 보도', rule: '위치 규칙', score: '점수 {n}', site: '시설', coordinates: '좌표',
    identifier: '사건', matching: '일치하는 기록', openSource: '출처 열기', firstLast: '언급', mentions: '언급 {n}회',
    showEvents: '사건 보기', siteArea: '시·군까지만 알려져 기호는 지역 안에 놓임', textHash: '본문 SHA-256',
    unplacedSites: '시·군까지만 알려진 시설 {n}곳: 점선', recordEvents: '일치하는 사건', noPlace: '위치 미상', undatedShort: '날짜 미상',
    loading: '불러오는 중…', aboutTitle: '이 지도에 대하여', kind: '종류', seatNote: '기호는 지역 안에 놓일 뿐 지점을 뜻하지 않습니다.',
    failed: '페이지를 풀 수 없습니다: ',
    tabs: '패널', takeCsv: '표시된 사건을 CSV로 저장', takeGeoJson: '표시된 사건을 GeoJSON으로 저장', takePng: '지도를 그림으로 저장',
    pictureSource: '보도된 사건이며 확인된 사실이 아닙니다. dprk-geo {version}, {made}. 이 화면: {date}. 경계: OCHA·geoBoundaries(CC BY 3.0 IGO), 지명: GeoNames(CC BY 4.0), 해안: Natural Earth.', chosenTypes: '유형 {n}개', since: '{a}부터 {b}까지', searching: '“{q}”', undatedHidden: '날짜 미상 {n}건 제외',
    background: '배경', backgroundNone: '윤곽선(오프라인)', credit: '배경 출처',
    tilesOff: '꺼짐: 어떤 서버에도 접속하지 않습니다. 배경을 고르면 다음 서버가 사용자의 IP 주소와 보고 있는 지도 영역을 알 수 있습니다: {hosts}.',
    tilesOn: '{host} 서버가 사용자의 IP 주소와 보고 있는 지도 영역을 알 수 있습니다.',
    tilesLost: '{host} 서버에서 지도 타일을 받지 못해 윤곽선을 다시 표시합니다.',
    tilesLeftOut: '{name} 배경은 포함하지 않았습니다.',
    print: '인쇄', titleColumn: '제목', printMore: '이 밖의 사건 {n}건은 생략했습니다. CSV로 저장할 수 있습니다.',
    printUnread: '사건 {n}건의 제목을 아직 풀지 못했습니다. 페이지의 인쇄 단추를 쓰면 제목까지 인쇄됩니다.',
    madeLine: '{date} 제작, 자료: {what}', oneFile: '파일 1개', fileCount: '파일 {n}개', oneArticle: '기사 1건', articleCount: '기사 {n}건',
    aboutMade: '제작', aboutMadeBy: '{made}(UTC), dprk-geo {version}, Leaflet {leaflet}', aboutFrom: '자료', aboutStdin: '표준 입력',
    aboutArticles: '기사', aboutSources: '출처', aboutHosts: '웹사이트 {n}곳, 사이트별 기사 수:', aboutMoreHosts: '그 밖의 웹사이트 {n}곳', aboutNoHost: '웹 주소 없음: {n}',
    aboutSitesFrom: '기사와 {name}',
    aboutMethod: '제작 방법', aboutMethodLines: [
      '본문에서 도, 시·군, 마을, 시설의 이름을 통용되는 모든 표기로 찾습니다. 기사의 발신지와, 지명을 딴 인명·기관명은 장소와 구별합니다.',
      '각 이름의 위치는 순서가 정해진 규칙 가운데 처음으로 판정할 수 있는 규칙이 정합니다. 예를 들면 곁에 붙은 단위(“성천군”), 같은 글에 나온 도, 가까이 언급된 다른 장소, 소재지가 알려진 시설입니다. 어느 규칙으로도 정할 수 없으면 위치를 표시하지 않습니다. 쓰인 규칙은 카드에 나옵니다.',
      '점수(0~1)는 사람이 직접 표시한 글에서 그런 사건이 얼마나 자주 맞았는지를 따릅니다. 0.65 미만은 후보이며 점선과 물음표로 표시하므로 먼저 읽고 확인해야 합니다.',
      '같은 일을 다룬 여러 보도는 유형, 위치, 시설, 날짜, 낱말로 알아봅니다. 각 보도의 문장은 그대로 두며, 필터로 같은 사건을 한 번만 볼 수 있습니다.'],
    aboutMissing: '이 지도에 없는 것', aboutMissingLines: [
      '확인된 사실이 아닙니다. 사건은 보도된 대로 표시합니다.',
      '보도되지 않았거나 이 기사들에 없는 일은 나오지 않습니다. 글에 있는 사건도 일부는 빠지거나 다르게 파악될 수 있습니다.',
      '행정구역은 2019년 OCHA 표를 따르며 그 뒤의 변경은 반영하지 않습니다.',
      '시·군 경계는 정밀하지 않아 몇 킬로미터씩 어긋나는 곳이 많습니다.',
      '남측 지역은 표시하지 않습니다.'],
    aboutPrivacy: '개인정보', aboutOffline: '이 파일은 완결되어 있어 어떤 서버에도 접속하지 않고 쿠키를 쓰지 않으며 아무것도 저장하지 않습니다.',
    aboutTiles: '배경을 고르기 전에는 어떤 서버에도 접속하지 않습니다. 배경을 고르면 다음 서버가 사용자의 IP 주소와 보고 있는 지도 영역을 알 수 있습니다: {hosts}. 이 선택은 링크에 들어가지 않으며 아무것도 저장하지 않습니다.',
    aboutLinks: '출처와 다른 지도로 가는 링크는 누를 때에만 해당 서버에 접속합니다.',
    aboutLicences: '데이터와 라이선스', aboutLicenceLines: [
      '도와 시·군 경계: geoBoundaries, 행정구역 코드와 이름: OCHA(CC BY 3.0 IGO).',
      '한글 지명, 표기, 마을: GeoNames(CC BY 4.0).',
      '해안과 주변국: Natural Earth(공공 영역).',
      '시설, 장소, 낱말 목록: dprk-geo에서 작성(MIT).',
      '프로그램: dprk-geo(MIT), Leaflet(BSD-2-Clause).',
      '인용문, 제목, 사건 기록의 권리는 각 출처에 있습니다.']
  };

  geo.strings = { en: EN, ko: KO };
  geo.language = 'en';

  geo.t = function (key, values) {
    const text = geo.strings[geo.language][key] ?? EN[key] ?? key;
    return values ? text.replace(/\{(\w+)\}/g, (whole, name) => (Object.hasOwn(values, name) ? String(values[name]) : whole)) : text;
  };

  // Names of codes; a code that we do not know shows as it is.
  // Own names only: a code may be called 'constructor'.
  geo.nameOf = function (table, code) {
    const names = geo.strings[geo.language][table];
    return Object.hasOwn(names, code) ? names[code] : code;
  };
})((globalThis.geoPage = globalThis.geoPage || {}));
