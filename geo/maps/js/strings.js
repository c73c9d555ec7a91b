// The interface in English and Korean. Names of places and texts of events are data and are not here.
(function (geo) {
  'use strict';

  const EN = {
    views: 'View', viewMap: 'Map', viewTable: 'Table', pageBefore: 'Previous', pageAfter: 'Next', pageRows: 'Rows {a}–{b} of {n}', noRows: 'No rows',
    tableCaption: 'Events sorted by {column}, {way}', ascending: 'ascending', descending: 'descending', titleColumn: 'Title', recordsColumn: 'Records',
    readingAll: 'Reading all texts to sort them…',
    reset: 'Reset', share: 'Copy link', about: 'About', otherLanguage: '한국어', otherLanguageName: 'ko',
    play: 'Play', pause: 'Pause', copied: 'Copied', copy: 'Copy', copyLink: 'Copy link to this event', copyCitation: 'Copy citation', lookAt: 'See the spot in', layers: 'Layers', legend: 'Legend', events: 'Events', sites: 'Sites', records: 'Event records',
    measure: 'Shaded by', measureCount: 'Number of events', measureSince: 'Days since the last', measureLed: 'Share with the leader',
    ledPer: 'With the leader, per {unit}, %', sincePer: 'Days since the last event, from {date}',
    shading: 'Shading', shadeCounty: 'Counties', shadeProvince: 'Provinces', shadeNone: 'None',
    search: 'Search', searchHint: 'Place, site, title or quote', filters: 'Filters', time: 'Dates',
    type: 'Type', more: 'More filters', siteKind: 'Kind of site', noSite: 'no site', sourceClass: 'Class of source', noClass: 'not classed', noAddress: 'no address',
    all: 'All', noneOf: 'None', chosen: '{k} of {n}', findSource: 'Find a source', moreSources: 'Show {k} more of {n}', noSource: 'No source of that name', chosenKinds: '{n} kinds of site', chosenSources: '{n} sources', chosenClasses: '{n} classes of source', place: 'Place', anywhere: 'Everywhere', precision: 'Place known to', status: 'Status',
    leaderOnly: 'Leader present', onceOnly: 'Each happening once', otherReports: 'Also reported', report: 'report', recordAny: 'With or without record', recordWith: 'With matching record',
    recordWithout: 'Without matching record', from: 'From', to: 'To', allDates: 'All dates',
    keepUndated: 'Undated too ({n})', noDate: 'Date unknown', list: 'Events, newest first', close: 'Close',
    map: 'Map of events', histogram: 'Events over time; the date fields below choose the same range',
    none: 'No event matches. Widen the dates or reset the filters.', empty: 'This map holds no events.',
    summaryNone: 'No events', noDated: 'No dated events', summaryAll: 'All {n} events', summaryOne: '1 event', summarySome: '{k} of {n} events', nowhere: '{n} known to no place: in the list only',
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
    classOf: {},
    statusOf: { found: 'found by rule', candidate: 'candidate', reviewed: 'reviewed', rejected: 'rejected' },
    typeOf: { inspection: 'inspection', groundbreaking: 'groundbreaking', inauguration: 'inauguration', construction: 'construction',
      production: 'production', 'weapons-test': 'weapons test', military: 'military', disaster: 'disaster', relief: 'relief',
      ceremony: 'ceremony', diplomacy: 'diplomacy', other: 'other' },
    dayCount: '{n} days', oneDay: '1 day', compare: 'Compare', compareTable: 'Table of changes', compareTitle: 'A against B', brushMoves: 'Drag moves', byType: 'By type', byProvince: 'By province',
    changeOf: 'Change', changeRated: 'Change per 30 days', fewerInA: 'fewer in A', moreInA: 'more in A',
    difference: 'Events per {unit}, A − B', differenceRated: 'Events per 30 days and {unit}, A − B', legendCountyPlain: 'Known only to the county',
    periodPlain: '{name} {a} to {b}: {events}', periodRated: '{name} {a} to {b} ({days}): {events}, {rate} per 30 days',
    names: 'Names', namesUi: 'As the page', namesEnglish: 'English', namesKorean: 'Korean', namesBoth: 'English and Korean',
    countryOf: { CN: 'China', RU: 'Russia', KR: 'South Korea' },
    markOf: { factory: 'Factory, works', mine: 'Mine', farm: 'Farm, greenhouses', power: 'Power station, barrage', port: 'Port, shipyard',
      launch: 'Launch or test site', nuclear: 'Nuclear site', military: 'Military site', school: 'School, institute, hospital', housing: 'Street, housing',
      leisure: 'Resort, park, hotel, store', monument: 'Monument, museum, hall', other: 'Other, or several kinds' },
    kindOf: { factory: 'factory', mine: 'mine', farm: 'farm', 'power station': 'power station', barrage: 'barrage', port: 'port', shipyard: 'shipyard',
      fishery: 'fishery', 'launch site': 'launch site', 'test site': 'test site', 'satellite control centre': 'satellite control centre',
      'nuclear site': 'nuclear site', 'military site': 'military site', 'prison camp': 'prison camp', 'salt works': 'salt works',
      'industrial zone': 'industrial zone', 'economic zone': 'economic zone', school: 'school', university: 'university', institute: 'institute',
      library: 'library', hospital: 'hospital', street: 'street', residence: 'residence', resort: 'resort', hotel: 'hotel', park: 'park', camp: 'camp',
      restaurant: 'restaurant', stadium: 'stadium', store: 'store', market: 'market', cave: 'cave', monument: 'monument', museum: 'museum',
      'revolutionary site': 'revolutionary site', theatre: 'theatre', hall: 'hall', square: 'square', palace: 'palace', temple: 'temple', church: 'church',
      'place of worship': 'place of worship', cemetery: 'cemetery', airport: 'airport', station: 'station', embassy: 'embassy', office: 'office',
      'government building': 'government building', site: 'other site' },
    daysSince: '{n} days since the last, counted from {date}', oneDaySince: '1 day since the last, counted from {date}', chain: 'Its events', showAll: 'Show all {n}',
    date: 'Date', why: 'Why', actors: 'Actors', leader: 'Leader', present: 'present', quote: 'Quote', source: 'Source',
    published: 'published {date}', rule: 'Placed by', score: 'score {n}', site: 'Site', coordinates: 'Coordinates',
    identifier: 'Event', matching: 'Matching records', openSource: 'open source', firstLast: 'Mentioned', mentions: '{n} mentions',
    showEvents: 'Show its events', siteArea: 'Known only to its county: its mark stands inside the county', textHash: 'SHA-256 of the text',
    unplacedSites: '{n} sites by county only: dashed frame', unplacedSitesNear: '{n} sites by county only: dashed frame, shown when zoomed in', recordEvents: 'Matching events', noPlace: 'No place known', undatedShort: 'undated',
    loading: 'Loading…', aboutTitle: 'About this map', kind: 'Kind', seatNote: 'The symbol stands inside the area; it marks no spot.',
    aboutText: 'Every symbol rests on a quoted sentence. Places are tied to administrative units by named rules; where a text '
      + 'does not settle a place or a date, the map says so and draws no point. Reports are shown as reported: that something '
      + 'is on the map does not confirm it, and what was not reported is missing.',
    aboutParts: 'Made by dprk-geo {version} with Leaflet {leaflet} (BSD-2). Boundaries: OCHA and geoBoundaries (CC BY 3.0 IGO); names: '
      + 'GeoNames (CC BY 4.0); coast and neighbours: Natural Earth (public domain).',
    aboutOffline: 'The file is complete: it asks no server and stores nothing.', failed: 'The page could not be unpacked: ',
    tabs: 'Panels', takeCsv: 'Save what is shown as CSV', takeGeoJson: 'Save what is shown as GeoJSON', takePng: 'Save the map as a picture',
    pictureSource: 'Reported events, not confirmed ones. dprk-geo {version}, {date}. Boundaries: OCHA and geoBoundaries (CC BY 3.0 IGO); coast: Natural Earth.', chosenTypes: '{n} types', since: '{a} to {b}', searching: '“{q}”', undatedHidden: '{n} undated not shown'
  };

  const KO = {
    views: '보기', viewMap: '지도', viewTable: '표', pageBefore: '이전', pageAfter: '다음', pageRows: '{n}행 중 {a}–{b}행', noRows: '행 없음',
    tableCaption: '사건 목록: {column} {way}', ascending: '오름차순', descending: '내림차순', titleColumn: '제목', recordsColumn: '기록',
    readingAll: '정렬을 위해 모든 본문을 읽는 중…',
    reset: '초기화', share: '링크 복사', about: '정보', otherLanguage: 'English', otherLanguageName: 'en',
    play: '재생', pause: '멈춤', copied: '복사됨', copy: '복사', copyLink: '이 사건의 링크 복사', copyCitation: '인용문 복사', lookAt: '다른 지도에서 보기:', layers: '레이어', legend: '범례', events: '사건', sites: '시설', records: '사건 기록',
    measure: '음영 기준', measureCount: '사건 수', measureSince: '마지막 사건 이후 일수', measureLed: '최고지도자 참석 비율',
    ledPer: '{unit}별 최고지도자 참석 비율(%)', sincePer: '마지막 사건 이후 일수({date} 기준)',
    shading: '음영', shadeCounty: '시·군', shadeProvince: '도', shadeNone: '없음',
    search: '검색', searchHint: '지명, 시설, 제목, 인용문', filters: '필터', time: '기간',
    type: '유형', more: '추가 필터', siteKind: '시설 종류', noSite: '시설 없음', sourceClass: '출처 분류', noClass: '분류 없음', noAddress: '주소 없음',
    all: '전체 선택', noneOf: '모두 해제', chosen: '{n}개 중 {k}개', findSource: '출처 찾기', moreSources: '나머지 {n}개 중 {k}개 더 보기', noSource: '그런 출처가 없습니다', chosenKinds: '시설 종류 {n}개', chosenSources: '출처 {n}개', chosenClasses: '출처 분류 {n}개', place: '지역', anywhere: '전체', precision: '위치 정밀도', status: '상태',
    leaderOnly: '최고지도자 참석', onceOnly: '같은 사건은 한 번만', otherReports: '다른 보도', report: '보도', recordAny: '기록 일치 무관', recordWith: '일치하는 기록 있음',
    recordWithout: '일치하는 기록 없음', from: '시작', to: '끝', allDates: '전체 기간',
    keepUndated: '날짜 미상 포함 ({n})', noDate: '날짜 미상', list: '사건 목록, 최신순', close: '닫기',
    map: '사건 지도', histogram: '시간별 사건 수. 아래 날짜 칸으로도 같은 기간을 고를 수 있습니다',
    none: '해당하는 사건이 없습니다. 기간을 넓히거나 초기화하세요.', empty: '이 지도에는 사건이 없습니다.',
    summaryNone: '사건 없음', noDated: '날짜가 알려진 사건 없음', summaryAll: '전체 {n}건', summaryOne: '1건', summarySome: '{n}건 중 {k}건', nowhere: '위치 미상 {n}건: 목록에만 표시',
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
    classOf: {
      'state media': '북한 관영매체', 'South Korean media': '한국 언론', 'specialist outlet': '북한 전문매체·연구기관', government: '정부 기관',
      'international organisation': '국제기구', 'news agency': '통신사', 'other media': '기타 매체'
    },
    statusOf: { found: '규칙으로 찾음', candidate: '후보', reviewed: '검토됨', rejected: '기각' },
    typeOf: { inspection: '현지지도', groundbreaking: '착공', inauguration: '준공', construction: '건설', production: '생산',
      'weapons-test': '무기시험', military: '군사', disaster: '재해', relief: '구호', ceremony: '행사', diplomacy: '외교', other: '기타' },
    dayCount: '{n}일', oneDay: '1일', compare: '비교', compareTable: '변화표', compareTitle: 'A와 B 비교', brushMoves: '끌어서 옮길 기간', byType: '유형별', byProvince: '도별',
    changeOf: '변화', changeRated: '30일당 변화', fewerInA: 'A에서 감소', moreInA: 'A에서 증가',
    difference: '{unit}별 사건 수, A − B', differenceRated: '{unit}별 30일당 사건 수, A − B', legendCountyPlain: '시·군까지만 알려짐',
    periodPlain: '{name} {a}~{b}: {events}', periodRated: '{name} {a}~{b}({days}): {events}, 30일당 {rate}건',
    names: '지명', namesUi: '화면 언어대로', namesEnglish: '영어', namesKorean: '한국어', namesBoth: '한국어와 영어',
    countryOf: { CN: '중국', RU: '러시아', KR: '대한민국' },
    markOf: { factory: '공장', mine: '광산', farm: '농장, 온실', power: '발전소, 갑문', port: '항구, 조선소',
      launch: '발사장, 시험장', nuclear: '핵시설', military: '군사시설', school: '학교, 연구소, 병원', housing: '거리, 주택',
      leisure: '휴양지, 공원, 호텔, 상점', monument: '기념물, 박물관, 회관', other: '기타 또는 여러 종류' },
    kindOf: { factory: '공장', mine: '광산·탄광', farm: '농장', 'power station': '발전소', barrage: '갑문·댐', port: '항구', shipyard: '조선소',
      fishery: '수산사업소', 'launch site': '발사장', 'test site': '시험장', 'satellite control centre': '위성관제소',
      'nuclear site': '핵시설', 'military site': '군사시설', 'prison camp': '수용소', 'salt works': '제염소',
      'industrial zone': '공업지구', 'economic zone': '경제지대', school: '학교', university: '대학', institute: '연구소',
      library: '도서관', hospital: '병원', street: '거리', residence: '관저', resort: '휴양지', hotel: '호텔', park: '공원', camp: '야영소',
      restaurant: '식당', stadium: '경기장', store: '상점', market: '시장', cave: '동굴', monument: '기념물', museum: '박물관',
      'revolutionary site': '혁명사적지', theatre: '극장·회관', hall: '회관', square: '광장', palace: '궁전', temple: '사찰', church: '교회',
      'place of worship': '종교시설', cemetery: '묘지', airport: '공항', station: '역', embassy: '대사관', office: '사무소',
      'government building': '정부청사', site: '기타 시설' },
    daysSince: '마지막 언급 이후 {n}일({date} 기준)', oneDaySince: '마지막 언급 이후 1일({date} 기준)', chain: '관련 사건', showAll: '{n}건 모두 보기',
    date: '날짜', why: '이유', actors: '행위자', leader: '최고지도자', present: '참석', quote: '인용문', source: '출처',
    published: '{date} 보도', rule: '위치 규칙', score: '점수 {n}', site: '시설', coordinates: '좌표',
    identifier: '사건', matching: '일치하는 기록', openSource: '출처 열기', firstLast: '언급', mentions: '언급 {n}회',
    showEvents: '사건 보기', siteArea: '시·군까지만 알려져 기호는 지역 안에 놓임', textHash: '본문 SHA-256',
    unplacedSites: '시·군까지만 알려진 시설 {n}곳: 점선', unplacedSitesNear: '시·군까지만 알려진 시설 {n}곳: 점선, 확대하면 표시', recordEvents: '일치하는 사건', noPlace: '위치 미상', undatedShort: '날짜 미상',
    loading: '불러오는 중…', aboutTitle: '이 지도에 대하여', kind: '종류', seatNote: '기호는 지역 안에 놓일 뿐 지점을 뜻하지 않습니다.',
    aboutText: '모든 기호는 인용된 문장에 근거합니다. 위치는 이름 붙은 규칙으로 행정구역에 연결되며, 본문이 위치나 날짜를 '
      + '밝히지 않으면 그렇게 표시하고 점을 찍지 않습니다. 보도된 대로 보여 줄 뿐 사실을 확인하는 것은 아니며, 보도되지 않은 것은 없습니다.',
    aboutParts: 'dprk-geo {version}, Leaflet {leaflet}(BSD-2)로 제작. 경계: OCHA·geoBoundaries(CC BY 3.0 IGO), 지명: GeoNames(CC BY 4.0), '
      + '해안과 주변국: Natural Earth(공공 영역).',
    aboutOffline: '이 파일은 완결되어 있어 어떤 서버에도 접속하지 않고 아무것도 저장하지 않습니다.', failed: '페이지를 풀 수 없습니다: ',
    tabs: '패널', takeCsv: '표시된 사건을 CSV로 저장', takeGeoJson: '표시된 사건을 GeoJSON으로 저장', takePng: '지도를 그림으로 저장',
    pictureSource: '보도된 사건이며 확인된 사실이 아닙니다. dprk-geo {version}, {date}. 경계: OCHA·geoBoundaries(CC BY 3.0 IGO), 해안: Natural Earth.', chosenTypes: '유형 {n}개', since: '{a}부터 {b}까지', searching: '“{q}”', undatedHidden: '날짜 미상 {n}건 제외'
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
